import { CATEGORIES, inCategory, PRODUCTS } from '../catalog.ts'
import { html } from '../html.ts'
import type { Page } from '../page.ts'
import { search as searched } from '../plan.gen.ts'
import { tracker } from '../tracking.ts'
import { productCard } from './product-card.ts'

export const category = (id: string): Page | null => {
  const found = CATEGORIES.find(one => one.id === id)
  if (!found) return null
  return {
    title: `${found.name} · 春山`,
    body: html`
      <header class="section" data-category="${id}"><h1>${found.name} <span class="english">${found.english}</span></h1><p>${found.say}</p></header>
      <div class="grid">${inCategory(id).map(productCard)}</div>`,
  }
}

export const search = (term: string): Page => {
  const found = PRODUCTS.filter(({ name, english }) => `${name} ${english}`.toLowerCase().includes(term.toLowerCase()))
  return {
    title: `搜索 ${term} · 春山`,
    body: html`
      <header class="section"><h1>搜索“${term}”</h1><p>${found.length} 件</p></header>
      <div class="grid">${found.map(productCard)}</div>`,
    ready: () => tracker.track(searched({ search_term: term, results: found.length })),
  }
}
