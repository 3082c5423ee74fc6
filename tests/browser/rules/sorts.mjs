// Rule `sort`: a column's head orders the rows by what is exact, `data-value`, and by what is printed too; a second time
// it turns them round; what is unknown stays last; a third time the page's own order is back. By mouse and by keys.

import { withPage } from '../browser.mjs';
import { numbers } from '../numbers.mjs';

export async function sorts(browser, file) {
    return withPage(browser, file, {}, async page => {
        const problems = [];
        const language = await page.locator('html').getAttribute('lang');
        for (const table of await page.locator('table:has(thead th button)').all()) {
            const name = await table.evaluate(({ localName, classList }) => [localName, ...classList].join('.'));
            for (const { head, before, after } of await table.evaluate(turned)) {
                const found = wrong(before, after, language);
                problems.push(...found.map(detail => ({ rule: 'sort', element: `${name} “${head}”`, detail })));
            }
            const found = await operated(table);
            problems.push(...found.map(detail => ({ rule: 'sort', element: name, detail })));
        }
        return problems;
    });
}

/** In the page: each head's column before its button is used, and after the first, the second and the third time. */
function turned(table) {
    const state = column => ({
        direction: table.tHead.rows[0].cells[column].getAttribute('aria-sort'),
        marked: table.tHead.querySelectorAll('[aria-sort]').length,
        cells: [...table.tBodies[0].rows].map(row => {
            const cell = row.cells[column];
            const exact = cell.getAttribute('data-value');
            const text = cell.querySelector('.absent') ? '' : cell.textContent.trim();
            return { row: row.textContent, text, exact, unknown: (exact ?? text) === '' };
        }),
    });
    return [...table.querySelectorAll('thead th button')].map(button => {
        const { cellIndex: column, textContent: head } = button.closest('th');
        const before = state(column);
        const after = [1, 2, 3].map(() => {
            button.click();
            return state(column);
        });
        return { head, before, after };
    });
}

/** What is wrong with a column's orders. */
function wrong(before, [first, second, third], language) {
    const found = [first, second].flatMap(({ direction, marked, cells }) => {
        const found = disorder(cells, direction, language).map(detail => `${direction}: ${detail}`);
        if (!['ascending', 'descending'].includes(direction)) found.push(`aria-sort is ${direction} when it is sorted`);
        if (marked !== 1) found.push(`${marked} columns say that the rows are sorted by them`);
        if (rows(before.cells).sort().join() !== rows(cells).sort().join()) found.push('sorting loses or doubles rows');
        return found;
    });
    if (first.direction === second.direction) found.push('the second time does not turn the order round');
    const isBack = third.marked === 0 && rows(before.cells).join() === rows(third.cells).join();
    return isBack ? found : [...found, 'the third time does not bring the order of the page back'];
}

/** Whether a table's first head is reached by mouse, by Enter and by the space bar. */
async function operated(table) {
    const head = table.locator('thead th:has(button)').first();
    const button = head.locator('button');
    const seen = [await head.getAttribute('aria-sort')];
    for (const act of [() => button.click(), () => button.press('Enter'), () => button.press('Space')]) {
        await act();
        seen.push(await head.getAttribute('aria-sort'));
    }
    const idle = ['a click', 'Enter', 'the space bar'].filter((_, index) => seen[index] === seen[index + 1]);
    return idle.map(act => `${act} on its first head does nothing`);
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
