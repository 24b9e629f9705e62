import { cartLines, cartValue, changeCart } from '../cart.ts'
import { priceText } from '../catalog.ts'
import { html } from '../html.ts'
import type { Go, Page } from '../page.ts'
import { picture } from '../picture.ts'
import { addToCart, removeFromCart } from '../plan.gen.ts'
import { tracker } from '../tracking.ts'

const change = (id: string, by: number): void => {
  const line = cartLines().find(({ product }) => product.id === id)
  if (!line) return
  changeCart(id, by)
  const { product } = line
  if (by < 0) tracker.track(removeFromCart({ product_id: id, quantity: -by }))
  else tracker.track(addToCart({ product_id: id, category_id: product.category, price: product.price, quantity: by }))
}

export const cart = (go: Go): Page => {
  const lines = cartLines()
  const rows = lines.map(
    ({ product, quantity }) => html`
    <li class="line">
      <a class="thumb" href="/shop/product/${product.id}">${picture(product)}</a>
      <div><strong>${product.name}</strong><span class="english">${product.english}</span></div>
      <div class="stepper">
        <button aria-label="少一件 ${product.name}" data-id="${product.id}" data-by="-1">−</button>
        <span>${quantity}</span>
        <button aria-label="多一件 ${product.name}" data-id="${product.id}" data-by="1">＋</button>
      </div>
      <span class="price">${priceText(product.price * quantity)}</span>
    </li>`,
  )
  const empty = html`<p class="empty">购物车是空的。<a href="/shop/category/tea">去挑一款茶</a></p>`
  const full = html`
    <ul class="lines">${rows}</ul>
    <div class="total"><span>合计</span><strong>${priceText(cartValue())}</strong>
      <a class="button" href="/shop/checkout">去结算</a></div>`
  return {
    title: '购物车 · 春山',
    body: html`<header class="section"><h1>购物车 <span class="english">Cart</span></h1></header>${lines.length > 0 ? full : empty}`,
    ready: root => {
      for (const button of root.querySelectorAll<HTMLButtonElement>('[data-by]')) {
        button.addEventListener('click', () => {
          change(button.dataset.id ?? '', Number(button.dataset.by))
          go('/shop/cart')
        })
      }
    },
  }
}
