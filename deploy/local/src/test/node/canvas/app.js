// The page: A2UI's own processor and elements, told messages by the test and telling it what the user does.
import { MessageProcessor } from '@a2ui/web_core/v0_9';
import { basicCatalog } from '@a2ui/lit/v0_9';

const processor = new MessageProcessor([basicCatalog], (action) => window.reported({ version: 'v0.9', action }));
processor.onSurfaceCreated((surface) => {
  const element = document.createElement('a2ui-surface');
  element.surface = surface;
  element.dataset.surface = surface.id;
  document.body.append(element);
});
processor.onSurfaceDeleted((id) => document.querySelector(`[data-surface="${id}"]`)?.remove());
window.take = (messages) => processor.processMessages(messages);
