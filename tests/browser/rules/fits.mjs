// Rules `overflow`, `clipped`, `overlap`, `small`: on a phone, a tablet, a desk and on paper a page is as wide as what
// shows it, no text is cut off or lies over another, and letters in drawings stay large enough to read.

import { WIDTHS, withPage } from '../browser.mjs';

/** What A4 leaves between its margins, in CSS pixels. */
const PAPER = 680;

/** The smallest letters of a drawing, in CSS pixels: on paper six points. */
const SMALLEST = { screen: 9, print: 8 };

export async function fits(browser, file) {
    const looks = [...Object.values(WIDTHS).map(width => [width, 'screen']), [PAPER, 'print']];
    return fitting(browser, file, looks);
}

/** Rule `overflow` alone, on a phone and at a desk: no box of letters tells how far a hostile text reaches. */
export async function overflowing(browser, file) {
    const found = await fitting(browser, file, [[WIDTHS.phone, 'screen'], [WIDTHS.desktop, 'screen']]);
    return found.filter(problem => problem.rule === 'overflow');
}

async function fitting(browser, file, looks) {
    const problems = [];
    for (const [width, media] of looks) {
        const found = await withPage(browser, file, { width }, async page => {
            await page.emulateMedia({ media });
            return page.evaluate(misfits, SMALLEST[media]);
        });
        problems.push(...found.map(problem => ({ ...problem, look: `${media}, ${width} px` })));
    }
    return problems;
}

/** In the page: everything that does not fit. */
function misfits(smallest) {
    const problems = [];
    const named = element => {
        const classes = [...element.classList].map(name => `.${name}`).join('');
        const parent = element.parentElement?.closest('[class], [id]');
        const above = parent ? `${parent.localName}${parent.id ? `#${parent.id}` : [...parent.classList].map(name => `.${name}`).join('')} ` : '';
        return `${above}${element.localName}${classes}`;
    };
    const report = (rule, element, detail) => problems.push({ rule, element: named(element), detail });
    const shown = text => `“${text.trim().replace(/\s+/g, ' ').slice(0, 40)}”`;

    // Words for screen readers alone are cut off on purpose.
    const isForEars = element => {
        for (let at = element; at; at = at.parentElement) {
            const style = getComputedStyle(at);
            if (style.position === 'absolute' && at.clientWidth <= 1 && style.overflow !== 'visible') return true;
        }
        return false;
    };
    const view = document.documentElement;
    const width = view.clientWidth;
    const scrolls = element => {
        for (let at = element; at && at !== document.body; at = at.parentElement) {
            if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX)) return at;
        }
        return null;
    };

    if (view.scrollWidth > window.innerWidth) {
        const wide = [...document.body.querySelectorAll('*')].filter(
            element => element.getBoundingClientRect().right > window.innerWidth + 0.5 && !scrolls(element),
        );
        const deepest = wide.filter(element => !wide.some(other => other !== element && element.contains(other)));
        for (const element of deepest.slice(0, 5)) {
            report('overflow', element, `reaches ${Math.round(element.getBoundingClientRect().right)} px ${shown(element.textContent)}`);
        }
        if (wide.length === 0) report('overflow', document.body, `is ${view.scrollWidth} px wide by a text that leaves its element`);
    }

    // One box for each line of each text. A font's box is higher than its letters: a fifth is taken off above and below.
    const lines = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const element = node.parentElement;
        if (!node.data.trim() || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || isForEars(element)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) {
            if (box.width < 1) continue;
            const line = { node, element, left: box.left, right: box.right, top: box.top + box.height / 5, bottom: box.bottom - box.height / 5 };
            lines.push(line);
            const drawing = element.closest('svg');
            const clipping = drawing ?? clips(element);
            if (clipping) {
                const frame = clipping.getBoundingClientRect();
                const out = [frame.left - line.left, line.right - frame.right, frame.top - line.top, line.bottom - frame.bottom];
                if (Math.max(...out) > 1) report('clipped', element, `${shown(node.data)} is cut off by ${named(clipping)} by ${Math.round(Math.max(...out))} px`);
            }
            if (!scrolls(element) && (line.left < -1 || line.right > width + 1)) report('clipped', element, `${shown(node.data)} leaves the page`);
        }
        if (element.closest('svg')) {
            const size = parseFloat(getComputedStyle(element).fontSize) * Math.abs(element.getScreenCTM().a);
            if (size < smallest) report('small', element, `${shown(node.data)} is set in ${size.toFixed(1)} px`);
        }
    }
    function clips(element) {
        for (let at = element; at && at !== document.body; at = at.parentElement) {
            const { overflowX } = getComputedStyle(at);
            if (['auto', 'scroll'].includes(overflowX)) return null;
            if (['hidden', 'clip'].includes(overflowX)) return at;
        }
        return null;
    }

    lines.sort((one, other) => one.top - other.top);
    const told = new Set();
    lines.forEach((line, index) => {
        for (let next = index + 1; next < lines.length && lines[next].top < line.bottom - 1; next += 1) {
            const other = lines[next];
            const common = Math.min(line.right, other.right) - Math.max(line.left, other.left);
            if (other.node === line.node || common <= 1.5 || told.has(line.node)) continue;
            if (scrolls(line.element) !== scrolls(other.element)) continue;
            told.add(line.node);
            report('overlap', line.element, `${shown(line.node.data)} and ${shown(other.node.data)} lie over each other`);
        }
    });
    return problems;
}
