// Numbers as pages print them, read back: `1.2亿`, `3.4万`, `5.6K`, `−7.8%`, `1,234.50`, `30 Sep 2026`, `2026年9月30日`.

const UNITS = { '': 1, '%': 0.01, 万: 1e4, 亿: 1e8, K: 1e3, M: 1e6, B: 1e9 };
const NUMBER = /^([+−-]?)\s*([\d,]+(?:\.\d+)?)\s*(%|万|亿|K|M|B)?/u;

/** The numbers of some texts; null where one is none, or where ratios and amounts are mixed. */
export function numbers(texts) {
    if (texts.length === 0) return null;
    const read = texts.map(text => number(text ?? ''));
    const isMixed = new Set(read.map(one => one?.ratio)).size > 1;
    return isMixed || read.includes(null) ? null : read.map(one => one.value);
}

function number(text) {
    const date = /^(\d{4})(?:年|-)(\d{1,2})(?:月|-)(\d{1,2})日?$/.exec(text);
    if (date) return { value: Date.UTC(date[1], date[2] - 1, date[3]), ratio: false };
    if (/^\d{1,2} [A-Z][a-z]{2} \d{4}$/.test(text)) return { value: Date.parse(`${text} UTC`), ratio: false };
    const found = NUMBER.exec(text);
    if (!found) return null;
    const [, sign, digits, unit = ''] = found;
    const value = Number(digits.replaceAll(',', '')) * UNITS[unit] * (sign === '−' || sign === '-' ? -1 : 1);
    return { value, ratio: unit === '%' };
}
