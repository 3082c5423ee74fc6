// Rule `filter`: a word in the box above a table leaves the rows that hold it, at a desk and on a phone; a word of no
// row leaves none and says so; an empty box brings all rows back.

import { WIDTHS, withPage } from '../browser.mjs';

export async function filters(browser, file) {
    const problems = [];
    for (const width of [WIDTHS.desktop, WIDTHS.phone]) {
        const wrong = await withPage(browser, file, { width }, async page => {
            const wrong = [];
            for (const box of await page.locator('input[type=search]').all()) wrong.push(...(await narrowed(box)));
            return wrong;
        });
        problems.push(...wrong.map(detail => ({ rule: 'filter', element: 'input', detail, look: `${width} px` })));
    }
    return problems;
}

async function narrowed(box) {
    const table = box.locator('xpath=following::table[1]');
    const seen = () =>
        table.evaluate(table =>
            [...table.tBodies[0].rows].filter(row => row.checkVisibility()).map(row => row.textContent.toLowerCase()),
        );
    const wrong = [];
    const all = await seen();
    const name = await table
        .locator('tbody tr')
        .last()
        .locator('th')
        .evaluate(head => head.firstChild.textContent.trim());
    const words = name.toLowerCase().split(/\s+/);
    await box.fill(name.toUpperCase());
    const left = await seen();
    const expected = all.filter(text => words.every(word => text.includes(word)));
    if (left.join() !== expected.join())
        wrong.push(`“${name}” leaves ${left.length} of ${all.length} rows instead of ${expected.length}`);
    await box.fill('nobody is called like this');
    const none = await seen();
    if (none.length > 0) wrong.push(`a word of no row leaves ${none.length} rows`);
    const told = await box.locator('xpath=following::output[1]').allInnerTexts();
    if (!/0|没有|无/.test(told.join(''))) wrong.push('nothing says that no row is left');
    await box.fill('');
    if ((await seen()).join() !== all.join()) wrong.push('an empty box does not bring all rows back');
    return wrong;
}
