// Rule `contrast`: letters in drawings stand out from what is painted behind them, in light, in dark and on paper, as
// WCAG 1.4.3 asks. axe-core looks at no text of an SVG, so the pixels behind it are looked at here.

import { withPage } from '../browser.mjs';

/** The part of a text's box that may be painted in a near colour: a line passes behind it. */
const MOST_HIDDEN = 0.25;

export async function readable(browser, file) {
    const problems = [];
    for (const [look, colours, media] of [
        ['light', 'light', 'screen'],
        ['dark', 'dark', 'screen'],
        ['print', 'light', 'print'],
    ]) {
        const drawings = await withPage(browser, file, { colours }, async page => {
            await page.emulateMedia({ media });
            return drawn(page);
        });
        if (drawings.length === 0) continue;
        const faint = await withPage(browser, file, {}, page => page.evaluate(judged, [drawings, MOST_HIDDEN]));
        problems.push(...faint.map(({ element, detail }) => ({ rule: 'contrast', element, detail, look })));
    }
    return problems;
}

/** Every drawing that has letters: their boxes and colours, and a picture of what lies behind them. */
async function drawn(page) {
    const drawings = [];
    for (const svg of await page.locator('svg:has(text)').all()) {
        const texts = await svg.evaluate(svg => {
            if (!svg.checkVisibility({ visibilityProperty: true })) return [];
            const frame = svg.getBoundingClientRect();
            const shown = [...svg.querySelectorAll('text, tspan')].filter(
                text =>
                    text.checkVisibility({ visibilityProperty: true }) &&
                    [...text.childNodes].some(node => node.nodeType === 3 && node.data.trim()),
            );
            return shown.map(text => {
                const box = text.getBoundingClientRect();
                const style = getComputedStyle(text);
                let opacity = Number(style.fillOpacity);
                for (let at = text; at && at !== svg.parentElement; at = at.parentElement)
                    opacity *= Number(getComputedStyle(at).opacity);
                const drawn = text.getScreenCTM();
                const size = parseFloat(style.fontSize) * Math.hypot(drawn.a, drawn.b);
                const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
                return {
                    element: `svg.${[...svg.classList].join('.')} text.${[...text.classList].join('.')}`,
                    words: text.textContent.trim().slice(0, 40),
                    box: [box.left - frame.left, box.top - frame.top + box.height / 5, box.width, (box.height * 3) / 5],
                    fill: style.fill,
                    opacity,
                    least: isLarge ? 3 : 4.5,
                };
            });
        });
        if (texts.length === 0) continue;
        await svg.evaluate(svg => {
            for (const text of svg.querySelectorAll('text, tspan'))
                text.style.setProperty('fill', 'transparent', 'important');
        });
        const picture = (await svg.screenshot({ animations: 'disabled' })).toString('base64');
        drawings.push({ texts, picture });
    }
    return drawings;
}

/** In a page: the texts whose colour is too near to what lies behind too much of them. */
async function judged([drawings, mostHidden]) {
    const light = ([red, green, blue]) => {
        const [r, g, b] = [red, green, blue]
            .map(part => part / 255)
            .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (one, other) =>
        (Math.max(light(one), light(other)) + 0.05) / (Math.min(light(one), light(other)) + 0.05);
    const painted = (width, height, paint) => {
        const canvas = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
        paint(canvas);
        return canvas;
    };
    const faint = [];
    for (const { texts, picture } of drawings) {
        const bytes = Uint8Array.from(atob(picture), letter => letter.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const behind = painted(image.width, image.height, canvas => canvas.drawImage(image, 0, 0));
        for (const { element, words, box, fill, opacity, least } of texts) {
            const [left, top] = [Math.max(0, Math.floor(box[0])), Math.max(0, Math.floor(box[1]))];
            const [width, height] = [
                Math.min(image.width - left, Math.ceil(box[2])),
                Math.min(image.height - top, Math.ceil(box[3])),
            ];
            if (width < 1 || height < 1) continue;
            const ink = painted(1, 1, canvas => {
                canvas.fillStyle = fill;
                canvas.fillRect(0, 0, 1, 1);
            }).getImageData(0, 0, 1, 1).data;
            const pixels = behind.getImageData(left, top, width, height).data;
            const found = [];
            for (let at = 0; at < pixels.length; at += 4) {
                const pixel = pixels.slice(at, at + 3);
                found.push(
                    contrast(
                        [0, 1, 2].map(part => ink[part] * opacity + pixel[part] * (1 - opacity)),
                        pixel,
                    ),
                );
            }
            found.sort((one, other) => one - other);
            const reached = found[Math.floor(found.length * mostHidden)];
            if (reached < least)
                faint.push({
                    element,
                    detail: `“${words}” has a contrast of ${reached.toFixed(2)}, and ${least} is asked`,
                });
        }
    }
    return faint;
}
