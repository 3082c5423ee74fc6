// Where everything on a page lies, to be judged elsewhere.

/**
 * In a page: how wide it is; the elements that reach beyond it; and a box for each line of each visible text, with what
 * could cut it off (`frame`), what scrolls it (`scroller`, a number), and in a drawing the size of its letters.
 */
export function layout() {
    const named = element => {
        const self = ({ localName, id, classList }) =>
            localName + (id ? `#${id}` : [...classList].map(name => `.${name}`).join(''));
        const parent = element.parentElement?.closest('[class], [id]');
        return parent ? `${self(parent)} ${self(element)}` : self(element);
    };
    const ancestor = (element, holds) => {
        for (let at = element; at && at !== document.body; at = at.parentElement)
            if (holds(getComputedStyle(at), at)) return at;
        return null;
    };
    const scrolls = style => ['auto', 'scroll'].includes(style.overflowX);
    // Words for screen readers alone are cut off on purpose.
    const isForEars = (style, at) =>
        style.position === 'absolute' && at.clientWidth <= 1 && style.overflow !== 'visible';
    const cuts = style => scrolls(style) || ['hidden', 'clip'].includes(style.overflowX);
    const frame = element => {
        const cutting = element.closest('svg') ?? ancestor(element, cuts);
        if (!cutting || scrolls(getComputedStyle(cutting))) return null;
        const { left, right, top, bottom } = cutting.getBoundingClientRect();
        return { element: named(cutting), left, right, top, bottom };
    };
    const scrollers = [];
    const place = element => {
        const scroller = ancestor(element, scrolls);
        if (scroller && !scrollers.includes(scroller)) scrollers.push(scroller);
        return scrollers.indexOf(scroller) + 1;
    };
    const lines = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = 0; walker.nextNode(); node += 1) {
        const { data: text, parentElement: element } = walker.currentNode;
        const isSeen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
        if (!text.trim() || !isSeen || ancestor(element, isForEars)) continue;
        const range = document.createRange();
        range.selectNodeContents(walker.currentNode);
        const drawn = element.closest('svg') && element.getScreenCTM();
        const size = drawn && parseFloat(getComputedStyle(element).fontSize) * Math.hypot(drawn.a, drawn.b);
        const all = { node, element: named(element), text, size, scroller: place(element), frame: frame(element) };
        for (const { left, right, top, bottom, width, height } of range.getClientRects()) {
            // A font's box is higher than its letters: a fifth is taken off above and below.
            if (width >= 1) lines.push({ ...all, left, right, top: top + height / 5, bottom: bottom - height / 5 });
        }
    }
    const beyond = [...document.body.querySelectorAll('*')].filter(
        element => element.getBoundingClientRect().right > window.innerWidth + 0.5 && !ancestor(element, scrolls),
    );
    const deepest = beyond.filter(element => !beyond.includes(element.firstElementChild)).slice(0, 20);
    const boxes = deepest.map(element => ({
        element: named(element),
        text: element.textContent,
        right: element.getBoundingClientRect().right,
    }));
    const { scrollWidth: reach, clientWidth: client } = document.documentElement;
    return { view: { width: window.innerWidth, reach, client }, boxes, lines };
}
