import type { Release, SavedQuestion } from '../model.ts'
import { eventFile } from './addresses.ts'
import { finder } from './finder.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { both, said, searchable } from './words.ts'

type Asked = Record<string, unknown>

const eventLink = (event: unknown, release: Release): Html => {
  const name = String(event)
  return Object.hasOwn(release.events, name)
    ? html`<a href="${eventFile(name)}"><code>${name}</code></a>`
    : html`<code>${name}</code>`
}

/** What there is beyond events, as the plan writes it. */
const rest = (asked: Asked): Html[] =>
  Object.entries(asked).map(
    ([key, value]) =>
      html`<span class="fact">${key} <code>${typeof value === 'string' ? value : JSON.stringify(value)}</code></span> `,
  )

const funnelOf = ({ steps, ...more }: Asked, release: Release): Html =>
  html`<ol class="steps">${(steps as Asked[]).map(
    ({ event, ...where }) => html`<li>${eventLink(event, release)} ${rest(where)}</li>`,
  )}</ol>${rest(more)}`

const row = ({ name, title, owner, funnel, metric }: SavedQuestion, release: Release): Html => {
  const asked = funnel ?? metric ?? {}
  const { event, ...more } = asked
  const detail = Array.isArray(asked.steps)
    ? funnelOf(asked, release)
    : html`${event !== undefined && eventLink(event, release)} ${rest(more)}`
  return html`<tr id="${name}" data-search="${searchable(name, title, owner, JSON.stringify(asked))}">
  <td>${said(title)}<br><code class="quiet">${name}</code></td><td>${detail}</td><td class="quiet">${owner}</td>
</tr>`
}

/** The saved funnels and metrics: what is asked of which events. */
export const questionsPage = (release: Release): string => {
  const all = Object.values(release.questions)
  const table = (questions: readonly SavedQuestion[]): Html =>
    html`<table class="questions"><thead><tr><th>${both('问题', 'question')}</th><th>${both('问什么', 'what it asks')}</th><th>${both('负责人', 'owner')}</th></tr></thead><tbody>${questions.map(one => row(one, release))}</tbody></table>`
  return page(release, {
    title: '问题 · Questions',
    root: '',
    at: 'questions.html',
    body: html`<h1>${both('问题', 'Questions')}</h1>
${finder({ zh: '没有符合的问题', en: 'nothing matches' })}
<section><h2>${both('漏斗', 'Funnels')}</h2>${table(all.filter(({ funnel }) => funnel !== undefined))}</section>
<section><h2>${both('指标', 'Metrics')}</h2>${table(all.filter(({ funnel }) => funnel === undefined))}</section>`,
  })
}
