import { App } from './App.jsx';

export const dynamic = 'force-dynamic';

export default function Page() {
  return <App />;
}
