import { CATEGORIES, PRODUCTS } from '../catalog.ts'
import { html } from '../html.ts'
import type { Page } from '../page.ts'
import { productCard } from './product-card.ts'

export const home = (): Page => ({
  title: '春山 · 茶与器',
  body: html`
    <section class="hero">
      <p class="overline">丙午 · 秋茶上新</p>
      <h1>春山煮茶，<br />一器一席。</h1>
      <p>好茶，配得上慢下来的一刻钟。 <span class="english">Good tea deserves a slow quarter of an hour.</span></p>
      <a class="button" href="/shop/category/tea">看看新茶</a>
    </section>
    <section class="tiles">
      ${CATEGORIES.map(
        category => html`
        <a class="tile" href="/shop/category/${category.id}">
          <strong>${category.name}</strong><span class="english">${category.english}</span><em>${category.say}</em>
        </a>`,
      )}
    </section>
    <section>
      <h2>大家在买</h2>
      <div class="grid">${PRODUCTS.slice(0, 8).map(productCard)}</div>
    </section>`,
})
