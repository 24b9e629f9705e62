import { type Html, html } from './html.ts'
import { both } from './words.ts'

/** The search of a page, for its rows with `data-search`. Hidden without the script; the rows are there anyhow. */
export const finder = (
  none: { zh: string; en: string },
  filters: Html | null = null,
): Html => html`<form class="find" role="search">
  <input type="search" data-find placeholder="搜索 · search  ( / )" aria-label="搜索 · search">
  ${filters}
  <output class="quiet" data-found></output>
</form>
<p class="quiet none" hidden>${both(none.zh, none.en)}</p>`
