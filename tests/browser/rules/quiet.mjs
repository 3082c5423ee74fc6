// Rules `console` and `request`: a page says nothing to the console and asks for nothing but itself.

import { WIDTHS, withPage } from '../browser.mjs';

export async function quiet(browser, file) {
    const problems = [];
    for (const width of Object.values(WIDTHS)) {
        problems.push(...(await withPage(browser, file, { width }, scrolled)));
    }
    return problems;
}

/** Once down and up again, and on paper: what is only fetched when it is seen shows itself. */
async function scrolled(page, problems) {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => document.documentElement.getBoundingClientRect().height);
    return problems;
}
