import { useTranslation } from 'react-i18next'
import { NavLink, useSearchParams } from 'react-router'
import { Icon, type IconName } from './icon.tsx'

/** The pages there are, in the order of the work: see events come in, then ask about them. */
const PAGES = [
  { path: '/live', name: 'page.live', icon: 'live' },
  { path: '/funnels', name: 'page.funnels', icon: 'funnel' },
  { path: '/paths', name: 'page.paths', icon: 'paths' },
] as const satisfies readonly { path: string; name: string; icon: IconName }[]

/** The project stays with whoever walks from page to page. */
export const SideNav = () => {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const project = search.get('project')
  const kept = project === null ? '' : `?${new URLSearchParams({ project })}`
  return (
    <nav className="side-nav" aria-label={t('app.nav')}>
      {PAGES.map(({ path, name, icon }) => (
        <NavLink key={path} to={`${path}${kept}`} className="side-link">
          <Icon name={icon} />
          {t(name)}
        </NavLink>
      ))}
    </nav>
  )
}
