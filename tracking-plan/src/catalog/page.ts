import { type Release, stampOf } from '../model.ts'
import { type Html, html } from './html.ts'
import { both, said } from './words.ts'

const PAGES = [
  ['index.html', '事件', 'Events'],
  ['properties.html', '属性', 'Properties'],
  ['types.html', '类型', 'Types'],
  ['questions.html', '问题', 'Questions'],
  ['changelog.html', '变更', 'Changes'],
] as const

/** A page with the frame that all share. `root`: the way back to the catalog's folder, empty or `../`. */
export const page = (
  release: Release,
  { title, root, at, body }: { title: string; root: '' | '../'; at: string; body: Html },
): string =>
  html`<!doctype html>
<html lang="zh" class="zh">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${release.plan}</title>
<link rel="stylesheet" href="${root}style.css">
<script src="${root}catalog.js"></script>
<header>
  <a class="brand" href="${root}index.html">${release.title ? said(release.title) : release.plan}<small>${both('埋点目录', 'tracking catalog')}</small></a>
  <nav>${PAGES.map(([file, zh, en]) => html`<a href="${root}${file}"${file === at ? html` aria-current="page"` : at === 'event' && file === 'index.html' ? html` aria-current="true"` : ''}>${both(zh, en)}</a>`)}</nav>
  <button type="button" data-language>${both('English', '中文')}</button>
</header>
<main>${body}</main>
<footer>${stampOf(release)}${release.released ? html` · ${release.released}` : ''}</footer>
</html>
`.markup
