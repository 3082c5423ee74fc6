// Rule `link`: what a page points to is there: in itself, or in a file beside it.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { withPage } from '../browser.mjs';

export async function links(browser, file) {
    return withPage(browser, file, {}, async page => {
        const [here, found] = await page.evaluate(read);
        return found.flatMap(({ element, href, names }) => {
            const detail = names ? lacksId(names, here.ids) : leadsNowhere(new URL(href), here);
            return detail ? [{ rule: 'link', element, detail }] : [];
        });
    });
}

/** In the page: its ids, its links, and whatever names ids. */
function read() {
    const all = [...document.querySelectorAll('*')];
    const here = { url: location.href, ids: all.map(element => element.id).filter(Boolean) };
    const described = element =>
        `${element.localName}${element.id ? `#${element.id}` : ''} “${element.textContent.trim().slice(0, 40)}”`;
    const links = all
        .filter(element => element.localName !== 'base' && element.hasAttribute('href'))
        .map(element => ({
            element: described(element),
            href: new URL(element.getAttribute('href'), location.href).href,
        }));
    const naming = ['aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-details', 'for', 'headers', 'list'];
    const references = all.flatMap(element =>
        naming
            .filter(name => element.hasAttribute(name))
            .map(name => ({ element: described(element), names: element.getAttribute(name).split(/\s+/) })),
    );
    return [here, [...links, ...references]];
}

function lacksId(names, ids) {
    const lacking = names.filter(name => !ids.includes(name));
    return lacking.length ? `names the id ${lacking.join(', ')}, which nothing has` : '';
}

function leadsNowhere(to, here) {
    const id = decodeURIComponent(to.hash.slice(1));
    to.hash = '';
    if (to.href === here.url) return id && !here.ids.includes(id) ? `leads to #${id}, which nothing has` : '';
    if (to.protocol !== 'file:') return `leads out of the report, to ${to.href}`;
    const path = fileURLToPath(to);
    if (!existsSync(path)) return `leads to ${path}, which is not there`;
    return id && !readFileSync(path, 'utf8').includes(`id="${id}"`)
        ? `leads to ${path}#${id}, which nothing there has`
        : '';
}
