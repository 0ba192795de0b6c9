// Somebody's browser, as far as installing needs one: it keeps cookies, follows redirects, and clicks a link by its text.
export interface ShownPage {
  status: number;
  text: string;
  url: string;
}

const MOST_REDIRECTS = 5;

export class Browser {
  /** By origin. */
  readonly #cookies = new Map<string, Map<string, string>>();
  #shown: ShownPage = { status: 0, text: "", url: "about:blank" };

  async opens(url: string): Promise<ShownPage> {
    let next = url;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const response = await fetch(next, { redirect: "manual", headers: { cookie: this.#cookiesFor(next) } });
      this.#keepCookies(next, response);
      const location = response.headers.get("location");
      this.#shown = { status: response.status, text: await response.text(), url: next };
      if (location === null) return this.#shown;
      next = new URL(location, next).href;
    }
    throw new Error(`more than ${MOST_REDIRECTS} redirects from ${url}`);
  }

  async clicks(text: string): Promise<ShownPage> {
    const links = [...this.#shown.text.matchAll(/<a href="([^"]+)">([^<]*)<\/a>/g)];
    const found = links.find(([, , label]) => label === text);
    if (found === undefined)
      throw new Error(
        `there is no "${text}" on ${this.#shown.url}, but: ${links.map(([, , label]) => label).join(", ")}`,
      );
    return this.opens(new URL((found[1] ?? "").replaceAll("&amp;", "&"), this.#shown.url).href);
  }

  #cookiesFor(url: string): string {
    return [...(this.#cookies.get(new URL(url).origin) ?? [])]
      .map(([name, value]) => `${name}=${value}`)
      .join("; ");
  }

  #keepCookies(url: string, response: Response): void {
    const { origin } = new URL(url);
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    this.#cookies.set(origin, jar);
  }
}
