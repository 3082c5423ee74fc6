// Rule `sort`: a click on a column's head orders the rows by what is exact, `data-value`, and by what is printed too;
// the same by key turns them round; what is unknown stays last; a third time the page's own order is back.

import { withPage } from '../browser.mjs';
import { numbers } from '../numbers.mjs';

export async function sorts(browser, file) {
    return withPage(browser, file, {}, async page => {
        const problems = [];
        const language = await page.locator('html').getAttribute('lang');
        for (const table of await page.locator('table:has(thead th button)').all()) {
            const name = await table.evaluate(({ localName, classList }) => [localName, ...classList].join('.'));
            for (const head of await table.locator('thead th:has(button)').all()) {
                const wrong = await turned(table, head, language);
                const element = `${name} “${(await head.innerText()).trim()}”`;
                problems.push(...wrong.map(detail => ({ rule: 'sort', element, detail })));
            }
        }
        return problems;
    });
}

/** What goes wrong when a head's button is used: by mouse, by Enter, by the space bar. */
async function turned(table, head, language) {
    const wrong = [];
    const column = await head.evaluate(cell => cell.cellIndex);
    const button = head.locator('button');
    const before = await cells(table, column);
    const seen = [];
    for (const act of [() => button.click(), () => button.press('Enter')]) {
        await act();
        const direction = await head.getAttribute('aria-sort');
        seen.push(direction);
        const after = await cells(table, column);
        const marked = await table.locator('thead th[aria-sort]').count();
        if (!['ascending', 'descending'].includes(direction)) wrong.push(`aria-sort is ${direction} when it is sorted`);
        if (marked !== 1) wrong.push(`${marked} columns say that the rows are sorted by them`);
        if (rows(before).sort().join() !== rows(after).sort().join()) wrong.push('sorting loses or doubles rows');
        wrong.push(...disorder(after, direction, language).map(detail => `${direction}: ${detail}`));
    }
    if (seen[0] === seen[1]) wrong.push('the second time does not turn the order round');
    await button.press('Space');
    const isBack = (await table.locator('thead th[aria-sort]').count()) === 0;
    if (!isBack || rows(before).join() !== rows(await cells(table, column)).join())
        wrong.push('the third time does not bring the order of the page back');
    return wrong;
}

/** A column's cells: what they print, what is exact about them, and whether they are unknown. */
function cells(table, column) {
    return table.evaluate((table, column) => {
        const read = row => {
            const cell = row.cells[column];
            const exact = cell.getAttribute('data-value');
            const text = cell.querySelector('.absent') ? '' : cell.textContent.trim();
            return { row: row.textContent, text, exact, unknown: (exact ?? text) === '' };
        };
        return [...table.tBodies[0].rows].map(read);
    }, column);
}

function rows(cells) {
    return cells.map(cell => cell.row);
}

/** The first two neighbours that stand the wrong way round, in words; nothing if there are none. */
function disorder(cells, direction, language) {
    const known = cells.filter(cell => !cell.unknown);
    if (cells.slice(0, known.length).some(cell => cell.unknown)) return ['what is unknown does not stand last'];
    // What is exact, and again what is printed: rounding keeps an order, so the rows must stand in both.
    const [exact, printed] = [numbers(known.map(cell => cell.exact)), numbers(known.map(cell => cell.text))];
    const { compare } = new Intl.Collator(language, { numeric: true });
    const words = known.map(cell => cell.exact ?? cell.text);
    const orders = [exact, printed].filter(Boolean).map(values => (one, other) => values[one] - values[other]);
    if (orders.length === 0) orders.push((one, other) => compare(words[one], words[other]));
    const sign = direction === 'descending' ? -1 : 1;
    const first = order => known.findIndex((_, index) => index > 0 && sign * order(index - 1, index) > 0);
    const wrong = orders.map(first).filter(at => at > 0);
    return wrong.slice(0, 1).map(at => `“${known[at - 1].text}” stands before “${known[at].text}”`);
}
