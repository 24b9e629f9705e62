import { type Product, priceText } from '../catalog.ts'
import { type Html, html } from '../html.ts'
import { picture } from '../picture.ts'

export const productCard = (product: Product): Html => html`
  <a class="card" href="/shop/product/${product.id}" data-id="${product.id}" data-category="${product.category}">
    <div class="picture">${picture(product)}</div>
    <h3>${product.name}</h3>
    <p class="english">${product.english}</p>
    <p class="price">${priceText(product.price)}</p>
  </a>`
