"""What axe-core is asked in a page: which rules, with which details open, and the contrast of which words."""

WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    "resultTypes": ["violations"],  # what passes is not written out: minutes on pages of this size
}
VIOLATIONS = "async rules => (await axe.run(rules)).violations.map(rule => [rule.id, rule.nodes[0].html])"
OPEN = "opened => document.querySelectorAll('details').forEach(part => part.open = opened)"
# Whose contrast axe reckons, four fifths of its time: that of all words, or of the first of those that are alike.
# Alike are words in elements that agree in all that makes a contrast, as do the elements around them up to the root.
CONTRAST = """all => {
    const LOOK = ['color', 'backgroundColor', 'backgroundImage', 'opacity', 'fontSize', 'fontWeight', 'textShadow',
        'mixBlendMode', 'filter', 'display', 'position', 'float', 'clipPath', 'overflow', 'fill'];
    const MARKS = ['class', 'style', 'role', 'type', 'disabled', 'aria-disabled'];
    const kinds = new Map(), kindOf = new Map(), seen = new Set();
    for (const part of document.querySelectorAll('*')) {
        const style = getComputedStyle(part);
        const look = [...LOOK.map(name => style[name]), ...MARKS.map(name => part.getAttribute(name))];
        const whole = [kindOf.get(part.parentElement), part.localName, ...look].join('|');
        const kind = kinds.get(whole) ?? kinds.set(whole, kinds.size).size - 1;
        kindOf.set(part, kind);
        const speaks = [...part.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
        const again = speaks && (seen.has(kind) || !part.checkVisibility());
        if (speaks && !again) seen.add(kind);
        part.toggleAttribute('data-contrast', all || !again);
    }
    axe.configure({rules: [{id: 'color-contrast', selector: '[data-contrast]'}]});
}"""
