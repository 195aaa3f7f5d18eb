const BEHIND = '@media(max-width:480px){html,body{overflow:hidden!important}}';

/**
 * Where the panel is the whole screen, it is what can be seen of it: the keyboard takes its part from below, and browsers move what is left.
 * The page behind stays where it is meanwhile. What is measured here are properties of `place`; panel.css says what they do.
 */
export function fillScreen(place: HTMLElement) {
  const seen = window.visualViewport;
  const still = new CSSStyleSheet();
  still.replaceSync(BEHIND);
  const measure = () => {
    if (!seen) return;
    // Fingers that zoom in make it smaller and move it, too; only a keyboard should.
    const height = Math.round(seen.height * seen.scale);
    const top = seen.scale > 1 ? 0 : Math.round(seen.offsetTop);
    const measured = { seen: height, top, under: window.innerHeight - height };
    for (const [name, px] of Object.entries(measured)) place.style.setProperty(`--${name}`, `${px}px`);
  };
  seen?.addEventListener('resize', measure);
  seen?.addEventListener('scroll', measure);
  measure();
  const opened = (now: boolean) => {
    const others = document.adoptedStyleSheets.filter((one) => one !== still);
    document.adoptedStyleSheets = now ? [...others, still] : others;
  };
  return {
    opened,
    end(): void {
      seen?.removeEventListener('resize', measure);
      seen?.removeEventListener('scroll', measure);
      opened(false);
    },
  };
}
