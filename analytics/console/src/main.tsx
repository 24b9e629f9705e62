import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createAccess } from './api/access.ts'
import { createApi } from './api/create-api.ts'
import { createQueryClient } from './api/query-client.ts'
import { createTokenStore } from './api/token-store.ts'
import { App } from './app/app.tsx'
import { createRouter } from './app/router.tsx'
import { createI18n } from './i18n/create-i18n.ts'
import { detectLanguage } from './i18n/language.ts'
import './styles/base.css'
import './styles/frame.css'
import './styles/question.css'

const tokens = createTokenStore(sessionStorage)
const access = createAccess(tokens)
const api = createApi({
  fetch: (input, init) => fetch(input, init),
  now: Date.now,
  token: tokens.read,
  onUnauthorized: access.refuse,
})

const root = document.getElementById('root')
if (!root) throw new Error('the page has no #root')
createRoot(root).render(
  <StrictMode>
    <App
      api={api}
      access={access}
      queries={createQueryClient()}
      language={createI18n(detectLanguage(localStorage, navigator.languages))}
      router={createRouter()}
    />
  </StrictMode>,
)
