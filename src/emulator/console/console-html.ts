/** The console's page; its script modules are `client/`, which fill it. */
export function writeConsolePage(presets: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>Console · Livebox emulator</title>
    <link rel="icon" href="/console/icon.svg">
    <link rel="stylesheet" href="/console/console.css">
    <script type="module" src="/console/main.js"></script>
  </head>
  <body>
    <header class="bar">
      <h1>Livebox emulator</h1>
      <p class="facts" id="facts"></p>
      <p class="line" id="line" role="status" data-state="connecting">Connecting …</p>
    </header>
    <main>
      <div class="notices" id="notices"></div>
      <section aria-labelledby="conferences-title">
        <div class="head">
          <h2 id="conferences-title">Conferences</h2>
          <span class="count" id="conference-count"></span>
        </div>
        <form class="create" id="create">
          <label>New conference
            <input id="create-name" name="name" required maxlength="64" pattern="[A-Za-z0-9_\\-]+"
              autocomplete="off" spellcheck="false" placeholder="Conference-2"
              title="Letters, digits, hyphens and underscores">
          </label>
          <label>Preset
            <select id="create-preset" name="preset">${presets.map(writeOption).join('')}</select>
          </label>
          <button class="primary">Create</button>
          <p class="problem" id="problem" role="alert"></p>
        </form>
        <ul class="cards" id="conferences"></ul>
        <p class="empty" id="no-conferences" hidden>No conference yet: create one above, or call
          <code>videoConfSettings</code> with <code>action: "Add"</code>.</p>
      </section>
      <section aria-labelledby="requests-title">
        <div class="head">
          <h2 id="requests-title">Last requests</h2>
          <span class="count">newest first, credentials masked</span>
        </div>
        <ol class="requests" id="requests" reversed></ol>
        <p class="empty" id="no-requests" hidden>No request has come in yet.</p>
      </section>
    </main>
  </body>
</html>
`;
}

/** Names of presets hold no character that means anything in HTML. */
function writeOption(preset: string): string {
  return `<option>${preset}</option>`;
}
