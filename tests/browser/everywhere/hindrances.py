"""What axe does not look for: words cut off, things that move unasked, buttons that do nothing without scripts."""

from playwright.sync_api import Page

CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(one => {
    const style = getComputedStyle(one);
    if (!one.innerText?.trim() || !one.checkVisibility() || one.clientWidth < 3) return false;
    if (style.clipPath !== 'none' || style.webkitLineClamp !== 'none') return false;
    const cuts = axis => ['hidden', 'clip'].includes(style[axis]);
    return cuts('overflowX') && one.scrollWidth > one.clientWidth + 2
        || cuts('overflowY') && one.scrollHeight > one.clientHeight + 2;
}).map(one => `${one.outerHTML.slice(0, 100)} is cut off`)"""

MOVING = """() => [...document.querySelectorAll('*')].filter(one => {
    const style = getComputedStyle(one);
    return style.animationName !== 'none' || style.scrollBehavior === 'smooth'
        || style.transitionProperty.split(', ').some((what, number) =>
            /all|transform|translate|scale|rotate|width|height|size|inset|top|left|margin/.test(what)
            && parseFloat(style.transitionDuration.split(', ').at(number) ?? style.transitionDuration) > 0);
}).map(one => `${one.outerHTML.slice(0, 100)} moves`).slice(0, 5)"""

DEAD = """() => [...document.querySelectorAll('button[type=button]')]
    .filter(one => one.checkVisibility() && !one.popoverTargetElement)
    .map(one => `${one.outerHTML.slice(0, 100)} does nothing`)"""


def cut_off(page: Page) -> list[str]:
    return [str(one) for one in page.evaluate(CUT_OFF)]


def moving(page: Page) -> list[str]:
    return [str(one) for one in page.evaluate(MOVING)]


def dead_buttons(page: Page) -> list[str]:
    return [str(one) for one in page.evaluate(DEAD)]
