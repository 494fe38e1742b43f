let observer: IntersectionObserver | undefined;
const waiting = new WeakMap<Element, () => void>();

/**
 * Calls back once, when the element comes near the viewport. All elements share one
 * observer, so that a thousand on a page cost as much as one.
 */
export function onceNear(element: Element, callback: () => void): void {
  observer ??= new IntersectionObserver(handleEntries, { rootMargin: '50% 0px' });
  waiting.set(element, callback);
  observer.observe(element);
}

/** Takes back {@link onceNear}. */
export function forgetNear(element: Element): void {
  observer?.unobserve(element);
  waiting.delete(element);
}

function handleEntries(entries: readonly IntersectionObserverEntry[]): void {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    const callback = waiting.get(target);
    forgetNear(target);
    callback?.();
  }
}
