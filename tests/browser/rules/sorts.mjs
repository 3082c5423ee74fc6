// Rule `sort`: a click on a column's head orders the rows by what is exact, not by what is printed; the next click
// turns them round; what is unknown stays last; the keyboard does the same, and a word narrows the rows. On a phone,
// where rows may be cards without heads, nothing of this is asked.

import { withPage } from '../browser.mjs';
import { numbers } from '../numbers.mjs';

export async function sorts(browser, file) {
    return withPage(browser, file, {}, async page => {
        const problems = [];
        const language = await page.locator('html').getAttribute('lang');
        const tables = await page.locator('table:has(thead th button)').all();
        for (const [index, table] of tables.entries()) {
            const add = (element, detail) =>
                problems.push({ rule: 'sort', element: `sortable table ${index + 1}: ${element}`, detail });
            for (const head of await table.locator('thead th:has(button)').all())
                await turned(page, table, head, language, add);
        }
        for (const box of await page.locator('input[type=search]').all()) {
            await narrowed(page, box, detail => problems.push({ rule: 'sort', element: 'filter', detail }));
        }
        return problems;
    });
}

/** Clicks a head, then presses its button by key: both orders must be right. */
async function turned(page, table, head, language, add) {
    const name = (await head.innerText()).trim();
    const column = await head.evaluate(cell => cell.cellIndex);
    const before = await cells(table, column);
    const button = head.locator('button');
    const seen = [];
    for (const act of [() => button.click(), () => button.press('Enter')]) {
        await act();
        const direction = await head.getAttribute('aria-sort');
        seen.push(direction);
        if (!['ascending', 'descending'].includes(direction)) add(name, `aria-sort is ${direction} when it is sorted`);
        const marked = await table.locator('thead th[aria-sort="ascending"], thead th[aria-sort="descending"]').count();
        if (marked !== 1) add(name, `${marked} columns say they are the one sorted by`);
        const after = await cells(table, column);
        if (multiset(before) !== multiset(after)) add(name, 'sorting loses or doubles rows');
        const wrong = disorder(after, direction, language);
        if (wrong) add(name, `${direction}: ${wrong}`);
    }
    if (seen[0] === seen[1]) add(name, 'the second time does not turn the order round');
}

/** A column's cells: what they print, what they say is exact, and whether they are unknown. Rows of sums stand apart. */
function cells(table, column) {
    return table.evaluate((table, column) => {
        const rows = [...table.tBodies].flatMap(body => [...body.rows]);
        return rows.map(row => {
            const cell = row.cells[column];
            const exact = cell.dataset.sort ?? cell.querySelector('[data-sort]')?.dataset.sort ?? null;
            return {
                row: row.textContent,
                text: cell.innerText.trim(),
                exact,
                unknown: exact === '' || Boolean(cell.querySelector('.absent')),
            };
        });
    }, column);
}

function multiset(cells) {
    return JSON.stringify(cells.map(cell => cell.row).sort());
}

/** The first two neighbours that stand the wrong way round, in words. */
function disorder(cells, direction, language) {
    const known = cells.filter(cell => !cell.unknown);
    if (cells.slice(0, known.length).some(cell => cell.unknown)) return 'what is unknown does not stand last';
    const sign = direction === 'descending' ? -1 : 1;
    // What is exact, and again what is printed: rounding keeps an order, so both must stand in it.
    const exact = numbers(known.map(cell => cell.exact));
    const printed = numbers(known.map(cell => cell.text));
    const collator = new Intl.Collator(language);
    const orders = [exact, printed].filter(Boolean).map(values => (one, other) => compare(values[one], values[other]));
    if (orders.length === 0)
        orders.push((one, other) =>
            collator.compare(known[one].exact ?? known[one].text, known[other].exact ?? known[other].text),
        );
    for (const order of orders) {
        const at = known.findIndex((_, index) => index > 0 && sign * order(index - 1, index) > 0);
        if (at > 0) return `“${known[at - 1].text}” stands before “${known[at].text}”`;
    }
    return '';
}

function compare(one, other) {
    return one < other ? -1 : Number(one > other);
}

/** A word of one row leaves the rows that hold it; a word of none leaves none; nothing brings all back. */
async function narrowed(page, box, add) {
    const rows = async () =>
        page.locator('table').evaluateAll(tables =>
            tables
                .flatMap(table => [...table.tBodies].flatMap(body => [...body.rows]))
                .filter(row => row.checkVisibility())
                .map(row => row.textContent),
        );
    const all = await rows();
    const table = box.locator('xpath=following::table[1]');
    const word = (await table.locator('tbody tr th, tbody tr td:first-child').last().innerText()).trim().split('\n')[0];
    await box.fill(word);
    const left = await rows();
    const told = await table
        .locator('tbody tr')
        .evaluateAll(rows => rows.filter(row => row.checkVisibility()).map(row => row.textContent));
    if (told.length === 0 || told.some(text => !text.toLowerCase().includes(word.toLowerCase())))
        add(`“${word}” leaves ${told.length} rows, not those that hold it`);
    if (left.length >= all.length && all.length > 1) add(`“${word}” narrows nothing`);
    await box.fill('\u{1F9FF} no such row');
    if ((await table.locator('tbody tr').evaluateAll(rows => rows.filter(row => row.checkVisibility()).length)) > 0)
        add('a word of no row leaves rows');
    await box.fill('');
    if (JSON.stringify(await rows()) !== JSON.stringify(all)) add('emptied, it does not bring all rows back');
}
