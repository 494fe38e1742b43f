/** The sign-in card: one form for each way, of which the script shows those that are on. */
export const SIGN_IN = `<section class="card" id="sign-in" aria-labelledby="sign-in-title" hidden>
        <h2 id="sign-in-title" tabindex="-1">Join the meeting</h2>
        <fieldset class="ways" id="ways">
          <legend class="visually-hidden">How do you want to come in?</legend>
          ${writeChoice('password', 'Account')}
          ${writeChoice('pin', 'PIN')}
          ${writeChoice('guest', 'Guest')}
          ${writeChoice('sign-up', 'Sign up')}
        </fieldset>
        ${writeForm(
          'password',
          'Sign in',
          `<label><span>Username</span><input name="username" autocomplete="username" required maxlength="200"></label>
          <label><span>Password</span><input name="password" type="password" autocomplete="current-password" required maxlength="200"></label>`,
        )}
        ${writeForm(
          'pin',
          'Enter',
          `<label><span>PIN</span><input class="pin" name="pin" type="password" inputmode="numeric" autocomplete="one-time-code" required maxlength="12"></label>`,
        )}
        ${writeForm(
          'guest',
          'Join as guest',
          `<label><span>Your name</span><input name="name" autocomplete="name" required maxlength="40"></label>`,
        )}
        ${writeForm(
          'sign-up',
          'Sign up and join',
          `<label><span>Choose a username</span><input name="username" autocomplete="username" required maxlength="40"></label>
          <label><span>Choose a password</span><input name="password" type="password" autocomplete="new-password" required maxlength="200"></label>`,
        )}
      </section>`;

function writeChoice(way: string, label: string): string {
  return `<label hidden><input type="radio" name="way" value="${way}"><span>${label}</span></label>`;
}

function writeForm(way: string, action: string, fields: string): string {
  return `<form data-way="${way}" hidden>
          ${fields}
          <p class="problem" role="alert"></p>
          <button class="primary" type="submit">${action}</button>
        </form>`;
}
