import type { Release } from '../model.ts'
import { html } from './html.ts'
import { page } from './page.ts'
import { both } from './words.ts'

/** What each release changed, the newest first. */
export const changelogPage = (release: Release, releases: readonly Release[]): string =>
  page(release, {
    title: '变更 · Changes',
    root: '',
    at: 'changelog.html',
    body: html`<h1>${both('变更', 'Changes')}</h1>
${releases.length === 0 && html`<p class="quiet">${both('还没有发布过', 'not released yet')}</p>`}
${releases.map(
  ({ version, released, changelog = {} }) => html`<section><h2>${version} <time>${released}</time></h2>
<ul lang="zh">${(changelog.zh ?? changelog.en ?? []).map(line => html`<li>${line}</li>`)}</ul>
<ul lang="en">${(changelog.en ?? changelog.zh ?? []).map(line => html`<li>${line}</li>`)}</ul></section>`,
)}`,
  })
