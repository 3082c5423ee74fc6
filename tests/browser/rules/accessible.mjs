// Rule `axe:…`: axe-core finds no violation of WCAG 2.1 A and AA nor of its best practices, in light and in dark, at a
// desk and on a phone.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { WIDTHS, withPage } from '../browser.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

export async function accessible(browser, file) {
    const problems = [];
    for (const colours of ['light', 'dark']) {
        for (const width of [WIDTHS.desktop, WIDTHS.phone]) {
            const found = await withPage(browser, file, { width, colours }, violations);
            problems.push(...found.map(problem => ({ ...problem, look: `${colours}, ${width} px` })));
        }
    }
    return problems;
}

async function violations(page) {
    // Evaluated rather than added as a script: a page's policy rightly lets in no script but its own.
    await page.evaluate(AXE);
    const found = await page.evaluate(async tags => {
        const options = { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] };
        const { violations } = await window.axe.run(document, options);
        return violations.flatMap(({ id, help, nodes }) =>
            nodes.map(node => ({ id, help, target: node.target.join(' '), summary: node.failureSummary })),
        );
    }, TAGS);
    return found.map(({ id, help, target, summary }) => {
        const detail = `${help}: ${summary
            .split('\n')
            .slice(1)
            .map(line => line.trim())
            .join('; ')}`;
        return { rule: `axe:${id}`, element: target, detail };
    });
}
