import shell from '@/i18n/en/shell'
import { choice as chosenLanguage, choose as speak, languages } from '@/i18n/language'
import { useText } from '@/i18n/text'
import { chooseTransport, transport } from '@/live/transport'
import { useActions } from '@/ui/actions'
import { densities, density } from '@/ui/density'
import { toast } from '@/ui/toasts'
import { useTheme } from '../theme/theme'

/** What is set in the person's menu can be set from the palette. */
export function useSettingActions(): void {
  const text = useText(shell)
  const { choice, choose } = useTheme()
  useActions(() => [
    ...(['light', 'dark', 'system'] as const).map((one) => ({
      id: `theme.${one}`, text: `${text.theme.title}: ${text.theme[one]}`, group: 'anywhere' as const, seldom: true, when: () => choice.value !== one, run: () => choose(one),
    })),
    ...languages.map(({ value, name }) => ({
      id: `language.${value}`, text: `${text.language.title}: ${name}`, group: 'anywhere' as const, seldom: true, when: () => chosenLanguage.value !== value,
      run: () => void speak(value).catch(() => toast(text.language.failed, { tone: 'bad' })),
    })),
    ...densities.map((one) => ({
      id: `density.${one}`, text: `${text.density.title}: ${text.density[one]}`, group: 'anywhere' as const, seldom: true, when: () => density.value !== one,
      run: () => void (density.value = one),
    })),
    ...(['sse', 'websocket'] as const).map((one) => ({
      id: `transport.${one}`, text: `${text.transport.title}: ${text.transport[one]}`, group: 'anywhere' as const, seldom: true, when: () => transport.value !== one,
      run: () => chooseTransport(one),
    })),
  ])
}
