// What a script tag loads: the entry `livebox-conference`, and the upgrade of plain markup for
// pages whose editor strips unknown tags. Events are told apart by their type: their classes are
// for programs, which import the package.
export { ConferenceError, LiveboxConferenceElement } from './livebox-conference.js';

/** Few pages have such markup: the code for it comes when it does. */
const upgrade = (): void => {
  if (document.querySelector('.livebox-conference,[data-livebox-conference]')) {
    observer.disconnect();
    void import('./cms.js');
  }
};
const observer = new MutationObserver(upgrade);
observer.observe(document, { childList: true, subtree: true });
upgrade();
