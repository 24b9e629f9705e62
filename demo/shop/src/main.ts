import './style.css'
import { cartCount } from './cart.ts'
import { CATEGORIES } from './catalog.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'
import { cart } from './pages/cart.ts'
import { category, search } from './pages/category.ts'
import { checkout, paid } from './pages/checkout.ts'
import { home } from './pages/home.ts'
import { product } from './pages/product.ts'

const BASE = '/shop'
/** The shop's funnel, ready asked, in the console. */
const FUNNEL = '/funnels?step=view_item&step=add_to_cart&step=begin_checkout&step=purchase&window=7d'
const app = document.getElementById('app') as HTMLElement

const go = (path: string): void => {
  if (path !== location.pathname + location.search) history.pushState(null, '', path)
  show()
}

const pageAt = (): Page => {
  const [kind = '', id = ''] = location.pathname.slice(BASE.length + 1).split('/')
  const term = new URLSearchParams(location.search).get('q') ?? ''
  const pages: Record<string, () => Page | null> = {
    category: () => category(decodeURIComponent(id)),
    search: () => search(term),
    product: () => product(decodeURIComponent(id), go),
    cart: () => cart(go),
    checkout: () => (cartCount() > 0 ? checkout(go) : cart(go)),
    paid: () => paid(decodeURIComponent(id)),
  }
  return pages[kind]?.() ?? home()
}

const frame = (page: Page) => html`
  <nav class="top">
    <a class="brand" href="/shop/">春山<span class="english">Chunshan</span></a>
    <div class="links">${CATEGORIES.map(({ id, name }) => html`<a href="/shop/category/${id}">${name}</a>`)}</div>
    <form class="search" role="search"><input name="q" type="search" placeholder="搜茶、器、点心" aria-label="搜索" /></form>
    <a class="cart" href="/shop/cart">购物车<b data-cart>${cartCount()}</b></a>
  </nav>
  <main>${page.body}</main>
  <footer>春山是 Maidian 埋点的示例商店。<a href="${FUNNEL}" data-native>打开控制台，看漏斗变化</a></footer>`

const show = (): void => {
  const page = pageAt()
  document.title = page.title
  app.innerHTML = frame(page).markup
  scrollTo(0, 0)
  page.ready?.(app)
}

document.addEventListener('click', event => {
  const link = (event.target as Element).closest?.('a')
  if (!link || event.ctrlKey || event.metaKey || link.hasAttribute('data-native')) return
  if (link.origin !== location.origin || !link.pathname.startsWith(BASE)) return
  event.preventDefault()
  go(link.pathname + link.search)
})
document.addEventListener('submit', event => {
  const form = event.target as HTMLFormElement
  if (!form.matches('.search')) return
  event.preventDefault()
  go(`${BASE}/search?q=${encodeURIComponent(String(new FormData(form).get('q')))}`)
})
document.addEventListener('cart', () => {
  const badge = document.querySelector('[data-cart]')
  if (badge) badge.textContent = String(cartCount())
})
addEventListener('popstate', show)
show()
