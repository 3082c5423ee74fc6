// Rule `script`: without script every row and every text is there, in the same order; a script adds controls and
// nothing else.

import { WIDTHS, withPage } from '../browser.mjs';

export async function withoutScript(browser, file) {
    const problems = [];
    for (const width of [WIDTHS.desktop, WIDTHS.phone]) {
        const [plain, scripted] = [
            await withPage(browser, file, { width, script: false }, page => page.evaluate(read)),
            await withPage(browser, file, { width, script: true }, page => page.evaluate(read)),
        ];
        const add = (element, detail) => problems.push({ rule: 'script', element, detail, look: `${width} px` });
        for (const text of beyond(scripted.texts, plain.texts)) add('body', `only a script shows “${text}”`);
        for (const text of beyond(plain.texts, scripted.texts)) add('body', `a script hides “${text}”`);
        if (plain.controls.length) add(plain.controls[0], 'does nothing without a script, and is shown');
        plain.tables.forEach((rows, index) => {
            const other = scripted.tables[index] ?? [];
            const row = rows.findIndex((text, at) => text !== other[at]);
            if (row >= 0 || rows.length !== other.length)
                add(`table ${index + 1}`, `row ${row + 1} differs: “${rows[row]}”`);
        });
    }
    return problems;
}

/** The texts of `some` that are not among `others`, each as often as it is missing; ten at most. */
function beyond(some, others) {
    const left = new Map();
    for (const text of others) left.set(text, (left.get(text) ?? 0) + 1);
    const missing = some.filter(text => {
        const count = left.get(text) ?? 0;
        left.set(text, count - 1);
        return count <= 0;
    });
    return missing.slice(0, 10);
}

/** In the page: its visible texts but those of controls, its tables' rows, and controls that can be seen. */
function read() {
    const plain = text => text.trim().replace(/\s+/g, ' ');
    const sees = element => element.checkVisibility({ visibilityProperty: true });
    const isControl = element =>
        !element.closest('th, summary, a') &&
        element.closest('button, input, label, output, [role=search], [role=status]');
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode;
        if (plain(data) && sees(parentElement) && !isControl(parentElement)) texts.push(plain(data));
    }
    const tables = [...document.querySelectorAll('table')].map(table =>
        [...table.rows].map(row => plain(row.textContent)),
    );
    const controls = [...document.querySelectorAll('button, input, select')]
        .filter(sees)
        .map(element => element.outerHTML.slice(0, 80));
    return { texts, tables, controls };
}
