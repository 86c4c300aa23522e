// The page for v0.8, whose processor and elements are others, and want a theme.
import { A2uiMessageProcessor } from '@a2ui/web_core/data/model-processor';
import * as UI from '@a2ui/lit/ui';
import { ContextProvider } from '@lit/context';

const plain = { all: {} };
const parts = { container: {}, element: {}, label: {}, backdrop: {}, controls: plain };
const components = ['AudioPlayer', 'Button', 'Card', 'CheckBox', 'Column', 'DateTimeInput', 'Divider', 'Icon', 'Image', 'List', 'Modal',
  'MultipleChoice', 'Row', 'Slider', 'Tabs', 'Text', 'TextField', 'Video'];
new ContextProvider(document.body, {
  context: UI.Context.themeContext,
  initialValue: { components: Object.fromEntries(components.map((name) => [name, { ...plain, ...parts }])), elements: {}, markdown: {} },
});

const processor = new A2uiMessageProcessor();
window.take = (messages) => {
  processor.processMessages(messages);
  document.body.replaceChildren();
  for (const [id, surface] of processor.getSurfaces()) {
    const element = document.createElement('a2ui-surface');
    Object.assign(element, { surfaceId: id, surface, processor });
    element.addEventListener('a2uiaction', (event) => window.acted(event.detail.action.name));
    document.body.append(element);
  }
};
