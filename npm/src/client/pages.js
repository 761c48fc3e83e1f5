// Lists in pages: awaited, the first page; iterated, everything, a page at a time as it is needed. It keeps no page.

export class Pages {
  #load;
  #gives;

  constructor(load, gives) {
    this.#load = load;
    this.#gives = gives;
  }

  /** The pages, one after the other. */
  async *pages() {
    for (let place; ; ) {
      const page = await this.#load(place);
      yield page;
      place = page.next;
      if (place === undefined) return;
    }
  }

  /** The items of all pages; where pages have none, what each of them holds. */
  async *[Symbol.asyncIterator]() {
    for await (const page of this.pages()) {
      if (this.#gives === "items") yield* page.items;
      else yield page;
    }
  }

  // What is awaited is the first page, once somebody awaits it.
  then(fulfilled, rejected) {
    return this.#load().then(fulfilled, rejected);
  }
}
