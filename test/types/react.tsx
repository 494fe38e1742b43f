/** @jsxImportSource react */
import { useRef } from 'react';
import type { LiveboxConferenceElement } from 'livebox-conference';
import { LiveboxConference } from 'livebox-conference/react';
import type {} from 'livebox-conference/types/react';

export function Component() {
  const element = useRef<LiveboxConferenceElement>(null);
  return (
    <LiveboxConference
      ref={element}
      name="Conference-1"
      tokenEndpoint="/livebox/token"
      loading="lazy"
      className="wide"
      token={async () => 'token'}
      onReady={({ conference }) => conference.name.length}
      onError={({ error }) => error.code}
      onStateChange={({ oldState, newState }) => oldState === newState}
    >
      <a href="/join">Join</a>
    </LiveboxConference>
  );
}

export function Tag() {
  const element = useRef<LiveboxConferenceElement>(null);
  return (
    <livebox-conference
      ref={element}
      name="Conference-1"
      width={800}
      token-endpoint="/livebox/token"
      retryDelay={0}
      className="wide"
      onlivebox-ready={(event) => event.conference.name}
    />
  );
}

// @ts-expect-error -- the name is required
export const nameless = <livebox-conference />;
// @ts-expect-error -- the name is required
export const namelessComponent = <LiveboxConference />;
// @ts-expect-error -- no such way of loading
export const wrong = <livebox-conference name="A" loading="never" />;
// @ts-expect-error -- no such handler
export const unheard = <LiveboxConference name="A" onReady={(event) => event.error} />;
