/** Somebody who can sign in to conferences. Accounts are no part of the documented API. */
export interface Account {
  readonly username: string;
  readonly password: string;
  /** 4 to 12 digits, their own. Without one, no signing in by PIN. */
  readonly pin?: string;
  /** Their tools. Default: the preset of the conference that they sign in to. */
  readonly preset?: string;
}

/** The accounts of one emulator: those of its options, and those who signed up. */
export class AccountStore {
  readonly #accounts = new Map<string, Account>();

  constructor(accounts: readonly Account[]) {
    accounts.forEach((account) => this.#accounts.set(account.username, account));
  }

  /** @returns whether the name was free */
  add(account: Account): boolean {
    if (this.#accounts.has(account.username)) return false;
    this.#accounts.set(account.username, account);
    return true;
  }

  findByPassword(username: string, password: string): Account | undefined {
    const account = this.#accounts.get(username);
    return account?.password === password ? account : undefined;
  }

  findByPin(pin: string): Account | undefined {
    return [...this.#accounts.values()].find((account) => account.pin === pin);
  }
}
