// Rules `overflow`, `clipped`, `overlap`, `small`: on a phone, a tablet, a desk and on paper a page is as wide as what
// shows it, no text is cut off or lies over another, and letters in drawings stay large enough to read.

import { WIDTHS, withPage } from '../browser.mjs';
import { layout } from '../layout.mjs';

/** The width of A4, in CSS pixels. */
const PAPER = 794;

/** The smallest letters of a drawing, in CSS pixels: on paper six points. */
const SMALLEST = { screen: 9, print: 8 };

/** How far boxes may reach into each other or out of a frame before it shows, in CSS pixels. */
const SLACK = 1.5;

const DESK = [WIDTHS.desktop, 'screen'];
const PHONE = [WIDTHS.phone, 'screen'];

export async function fits(browser, file) {
    const looks = [PHONE, [WIDTHS.tablet, 'screen'], DESK, [PAPER, 'print']];
    return judged(browser, file, looks, [overflowing, clipped, overlapping, small]);
}

/** Rule `overflow` alone, on a phone and at a desk: the boxes of hostile letters tell nothing else. */
export async function staysWithin(browser, file) {
    return judged(browser, file, [PHONE, DESK], [overflowing]);
}

async function judged(browser, file, looks, rules) {
    const problems = [];
    for (const [width, media] of looks) {
        const found = await withPage(browser, file, { width }, async page => {
            await page.emulateMedia({ media });
            if (media === 'print')
                await page.setViewportSize({ width: width - (await page.evaluate(margins)), height: 900 });
            return page.evaluate(layout);
        });
        const look = media === 'print' ? media : `${width} px`;
        problems.push(...rules.flatMap(rule => rule(found, media)).map(problem => ({ ...problem, look })));
    }
    return problems;
}

/** In a page: what its style sheets leave free left and right on paper, in CSS pixels. */
function margins() {
    const rules = [...document.styleSheets].filter(sheet => sheet.href === null).flatMap(sheet => [...sheet.cssRules]);
    const page = rules.find(rule => rule instanceof CSSPageRule && rule.selectorText === '');
    const pixels = length => CSSNumericValue.parse(length || '0mm').to('px').value;
    return page ? Math.round(pixels(page.style.marginLeft) + pixels(page.style.marginRight)) : 0;
}

function overflowing({ view, boxes, lines }) {
    if (view.reach <= view.width) return [];
    const wide = [...boxes, ...lines.filter(line => !line.scroller)].filter(box => box.right > view.width + 0.5);
    if (wide.length === 0) wide.push({ element: 'body', right: view.reach, text: '' });
    return wide.map(({ element, right, text }) => ({
        rule: 'overflow',
        element,
        detail: `reaches ${Math.round(right)} px ${shown(text)}`,
    }));
}

function clipped({ view, lines }) {
    return lines.flatMap(line => {
        const { element, text, frame, scroller } = line;
        const problem = detail => [{ rule: 'clipped', element, detail: `${shown(text)} ${detail}` }];
        const beyond = frame && Math.max(outside(line, frame), above(line, frame));
        if (beyond > SLACK) return problem(`is cut off by ${frame.element} by ${Math.round(beyond)} px`);
        const leaves = !scroller && outside(line, { left: 0, right: view.client }) > SLACK;
        return leaves ? problem('leaves the page') : [];
    });
}

function outside(line, frame) {
    return Math.max(frame.left - line.left, line.right - frame.right);
}

function above(line, frame) {
    return Math.max(frame.top - line.top, line.bottom - frame.bottom);
}

/** Every text that lies over a later one, told once. */
function overlapping({ lines }) {
    const sorted = lines.toSorted((one, other) => one.top - other.top);
    const told = new Set();
    return sorted.flatMap((line, index) => {
        const found = [];
        for (const other of sorted.slice(index + 1)) {
            if (other.top >= line.bottom - 1) break;
            const common = Math.min(line.right, other.right) - Math.max(line.left, other.left);
            const apart = other.node === line.node || other.scroller !== line.scroller || told.has(line.node);
            if (apart || common <= SLACK) continue;
            told.add(line.node);
            const detail = `${shown(line.text)} and ${shown(other.text)} lie over each other`;
            found.push({ rule: 'overlap', element: line.element, detail });
        }
        return found;
    });
}

function small({ lines }, media) {
    const letters = lines.filter(line => line.size !== null && line.size < SMALLEST[media] - 0.01);
    return letters.map(({ element, text, size }) => ({
        rule: 'small',
        element,
        detail: `${shown(text)} is set in ${size.toFixed(1)} px`,
    }));
}

function shown(text) {
    return `“${text.trim().replace(/\s+/g, ' ').slice(0, 40)}”`;
}
