/** The language: before anything is drawn from what was chosen last, or from the browser; then by the button. */
const LANGUAGE = `
  const root = document.documentElement
  const languages = ['zh', 'en']
  const remembered = () => { try { return localStorage.getItem('maidian.language') } catch { return null } }
  const show = language => {
    root.classList.remove(...languages)
    root.classList.add(language)
    root.lang = language
  }
  const first = remembered()
  show(languages.includes(first) ? first : (navigator.language || '').startsWith('zh') ? 'zh' : 'en')
  root.classList.add('scripted')
  const switchLanguage = () => {
    show(root.classList.contains('zh') ? 'en' : 'zh')
    try { localStorage.setItem('maidian.language', root.lang) } catch {}
  }`

/** To the clipboard; where a page may not write there, the old way; else the text is marked for the reader. */
const COPY = `
  const copy = async button => {
    const code = document.getElementById(button.dataset.copy)
    let copied = false
    try {
      await navigator.clipboard.writeText(code.textContent)
      copied = true
    } catch {
      getSelection().selectAllChildren(code)
      try { copied = document.execCommand('copy') } catch {}
    }
    if (!copied) return
    button.classList.add('copied')
    setTimeout(() => button.classList.remove('copied'), 1500)
  }
  document.addEventListener('click', event => {
    const button = event.target.closest('button')
    if (!button) return
    if ('language' in button.dataset) switchLanguage()
    if (button.dataset.copy) copy(button)
  })
  document.addEventListener('error', ({ target }) => {
    if (target.classList && target.classList.contains('shot')) target.hidden = true
  }, true)`

/** Hides the rows that are not looked for; what is looked for stands in the address, as ?q=, ?owner= and so on. */
const FILTER = String.raw`
  const fields = () => [...document.querySelectorAll('[data-filter]')]
  const filter = () => {
    const find = document.querySelector('[data-find]')
    if (!find) return
    const words = find.value.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean)
    const wanted = fields().filter(one => one.value)
    const rows = [...document.querySelectorAll('[data-search]')]
    for (const row of rows) {
      row.hidden = !words.every(word => row.dataset.search.includes(word)) ||
        !wanted.every(one => row.dataset[one.dataset.filter].split('\n').includes(one.value))
    }
    const shown = rows.filter(row => !row.hidden).length
    for (const section of document.querySelectorAll('section:not([data-search])')) {
      section.hidden = !section.querySelector('[data-search]:not([hidden])')
    }
    document.querySelector('.none').hidden = shown > 0
    document.querySelector('[data-found]').textContent = shown < rows.length ? shown + ' / ' + rows.length : ''
  }
  const remember = () => {
    const find = document.querySelector('[data-find]')
    if (!find) return
    const asked = new URLSearchParams()
    if (find.value) asked.set('q', find.value)
    for (const one of fields()) if (one.value) asked.set(one.dataset.filter, one.value)
    try { history.replaceState(null, '', (asked.size ? '?' + asked : location.pathname) + location.hash) } catch {}
  }
  document.addEventListener('input', () => { filter(); remember() })
  document.addEventListener('submit', event => event.preventDefault())
  document.addEventListener('keydown', event => {
    const find = document.querySelector('[data-find]')
    if (event.key !== '/' || !find || /^(?:INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return
    event.preventDefault()
    find.focus()
  })
  document.addEventListener('DOMContentLoaded', () => {
    const asked = new URLSearchParams(location.search)
    const find = document.querySelector('[data-find]')
    if (find && asked.has('q')) find.value = asked.get('q')
    for (const one of fields()) if (asked.has(one.dataset.filter)) one.value = asked.get(one.dataset.filter)
    filter()
  })
  addEventListener('pageshow', filter)`

/**
 * The script of the catalog: language, copy, search. The pages say everything without it. Plain and small, since it
 * runs as it stands, from a file or from a server.
 */
export const SCRIPT = `(() => {${LANGUAGE}\n${COPY}\n${FILTER}\n})()\n`
