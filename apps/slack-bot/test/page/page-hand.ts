// Somebody at the page, as a browser drives them: they find everything by what is written on it.
import { type Browser, chromium, type Locator, type Page } from "playwright-core";

const PATIENCE_MS = 20_000;
const LOOPBACK = /^http:\/\/127\.0\.0\.1:/;

export class PageHand implements AsyncDisposable {
  readonly page: Page;
  readonly #browser: Browser;
  /** Requests that left for anywhere but this machine: none is let through. */
  readonly strayRequests: string[] = [];
  /** What the page's own script complained of. */
  readonly complaints: string[] = [];

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
  }

  static async open(
    program: string,
    origin: string,
    size = { width: 1_240, height: 860 },
  ): Promise<PageHand> {
    const browser = await chromium.launch({ executablePath: program });
    const page = await browser.newPage({ viewport: size, colorScheme: "light", reducedMotion: "reduce" });
    page.setDefaultTimeout(PATIENCE_MS);
    const hand = new PageHand(browser, page);
    await page.route(
      (url) => !LOOPBACK.test(url.href),
      (route) => {
        hand.strayRequests.push(route.request().url());
        return route.abort();
      },
    );
    page.on("pageerror", (error) => hand.complaints.push(String(error)));
    await page.goto(`${origin}/ui`);
    return hand;
  }

  async be(name: string): Promise<void> {
    await this.page.getByLabel("You are").selectOption(name);
    await this.page.locator(`body[data-ready="${name}"]`).waitFor();
  }

  async types(line: string): Promise<void> {
    const box = this.page.getByLabel("Message", { exact: true });
    await box.fill(line);
    await box.press("Enter");
  }

  get modal(): Locator {
    return this.page.locator("#modal");
  }

  get thread(): Locator {
    return this.page.locator("#thread");
  }

  /** The newest message in the channel with this text. */
  message(text: string | RegExp): Locator {
    return this.page.locator("#messages article").filter({ hasText: text }).last();
  }

  async sees(text: string | RegExp): Promise<Locator> {
    const found = this.message(text);
    try {
      await found.waitFor();
    } catch (cause) {
      throw new Error(`no ${String(text)} on the page, but:\n${await this.#read()}`, { cause });
    }
    return found;
  }

  async #read(): Promise<string> {
    const problem = await this.page.locator("#problem").innerText();
    return [await this.page.locator("#messages").innerText(), problem].join("\n--- problem: ");
  }

  /** The modal with this title, on top. */
  async seesModal(title: string): Promise<void> {
    const heading = this.page.locator("#modal-title");
    await heading.filter({ hasText: new RegExp(`^${RegExp.escape(title)}$`) }).waitFor();
  }

  async readsInModal(text: string | RegExp): Promise<void> {
    await this.modal.filter({ hasText: text }).waitFor();
  }

  get home(): Locator {
    return this.page.locator("#home");
  }

  /** In the newest message that has it. */
  button(label: string): Locator {
    return this.page.locator("#messages").getByRole("button", { name: label, exact: true }).last();
  }

  async clicks(label: string): Promise<void> {
    await this.button(label).click();
  }

  /** The question that a dangerous button asks first. */
  get question(): Locator {
    return this.page.locator("#question");
  }

  async answers(label: string): Promise<void> {
    await this.question.getByRole("button", { name: label, exact: true }).click();
  }

  async fills(values: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(values)) await this.#fill(label, value);
  }

  async submits(): Promise<void> {
    await this.page.locator("#modal-submit").click();
  }

  /** Of the field with this label. */
  errorOf(label: string): Locator {
    return this.#field(label).locator(".error");
  }

  async opensApp(): Promise<void> {
    await this.page.getByRole("navigation").getByRole("button", { name: "Sluice" }).click();
  }

  async opensChannel(name: string): Promise<void> {
    await this.page.getByRole("navigation").getByRole("button", { name }).click();
  }

  async drops(name: string, text: string): Promise<void> {
    const file = { name, mimeType: "text/plain", buffer: Buffer.from(text) };
    await this.page.getByLabel("Add a file").setInputFiles(file);
  }

  /** Of the oldest message that has one. */
  async opensThread(): Promise<void> {
    await this.page
      .getByRole("button", { name: /^\d+ repl(y|ies)$/ })
      .first()
      .click();
  }

  /** Controls that a person who cannot see them would not know. */
  async unnamedControls(): Promise<string[]> {
    return this.page.locator("button, input:not([type=hidden]), select, textarea").evaluateAll((controls) =>
      controls
        .filter((control) => control.checkVisibility())
        .filter((control) => {
          const labels: unknown = Reflect.get(control, "labels");
          const labelCount = Number(Reflect.get(Object(labels), "length") ?? 0);
          return control.textContent === "" && labelCount === 0 && control.ariaLabel === null;
        })
        .map(({ outerHTML }) => outerHTML),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
  }

  #field(label: string): Locator {
    const named = new RegExp(`^${RegExp.escape(label)}( \\(optional\\))?$`);
    return this.modal
      .locator(".input")
      .filter({ has: this.page.locator("label, legend").filter({ hasText: named }) });
  }

  async #fill(label: string, value: string): Promise<void> {
    const field = this.#field(label);
    await field.waitFor();
    const box = field.getByLabel(value, { exact: true });
    if ((await field.locator("select").count()) > 0)
      await field.locator("select").selectOption({ label: value });
    else if ((await field.getByRole("combobox").count()) > 0) await this.#choose(field, value);
    else if ((await field.locator("[type=radio], [type=checkbox]").count()) > 0) await box.check();
    else await field.locator("input, textarea").fill(value);
  }

  async #choose(field: Locator, text: string): Promise<void> {
    await field.getByRole("combobox").fill(text);
    await field.getByRole("option", { name: text }).first().click();
  }
}
