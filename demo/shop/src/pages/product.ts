import { changeCart } from '../cart.ts'
import { priceText, productOf } from '../catalog.ts'
import { html } from '../html.ts'
import type { Go, Page } from '../page.ts'
import { picture } from '../picture.ts'
import { addToCart, viewItem } from '../plan.gen.ts'
import { tracker } from '../tracking.ts'

export const product = (id: string, go: Go): Page | null => {
  const found = productOf(id)
  if (!found) return null
  const facts = { product_id: found.id, category_id: found.category, price: found.price }
  const add = (): void => {
    changeCart(found.id, 1)
    tracker.track(addToCart({ ...facts, quantity: 1 }))
  }
  return {
    title: `${found.name} · 春山`,
    body: html`
      <article class="product">
        <div class="picture large">${picture(found)}</div>
        <div>
          <h1>${found.name}</h1>
          <p class="english">${found.english}</p>
          <p class="price large">${priceText(found.price)}</p>
          <p>${found.say}</p>
          <ul class="promises"><li>48 小时内发货</li><li>七天无理由退换</li><li>坏了包赔</li></ul>
          <div class="actions">
            <button class="button" data-do="add">加入购物车</button>
            <button class="button quiet" data-do="buy">立即购买</button>
          </div>
          <p class="notice" role="status"></p>
        </div>
      </article>`,
    ready: root => {
      tracker.track(viewItem(facts))
      root.querySelector('[data-do=add]')?.addEventListener('click', () => {
        add()
        const notice = root.querySelector('.notice')
        if (notice) notice.textContent = '已放进购物车。'
        document.dispatchEvent(new Event('cart'))
      })
      root.querySelector('[data-do=buy]')?.addEventListener('click', () => {
        add()
        go('/shop/cart')
      })
    },
  }
}
