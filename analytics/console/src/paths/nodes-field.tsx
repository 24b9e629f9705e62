import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { NODE_KINDS, type NodeKind } from '../question/paths-draft.ts'

type NodesFieldProps = { nodes: readonly NodeKind[]; onChange: (nodes: NodeKind[]) => void }

/** Of pages and events at least one is asked about: taking away the last leaves the other. */
export const NodesField = ({ nodes, onChange }: NodesFieldProps) => {
  const { t } = useTranslation()
  const toggle = (kind: NodeKind): void => {
    const left = NODE_KINDS.filter(each => (each === kind) !== nodes.includes(each))
    onChange(left.length > 0 ? left : NODE_KINDS.filter(each => each !== kind))
  }
  return (
    <fieldset className="field audience">
      <legend className="field-label">{t('paths.nodes')}</legend>
      <div className="audience-boxes">
        {NODE_KINDS.map(kind => (
          <Checkbox key={kind} checked={nodes.includes(kind)} onChange={() => toggle(kind)}>
            {t(`paths.${kind}`)}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  )
}
