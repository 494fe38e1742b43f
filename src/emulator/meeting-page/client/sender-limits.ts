/**
 * Sends smaller pictures the more there are: in a mesh everybody encodes one for each other
 * participant.
 *
 * @param receivers how many others there are
 */
export async function limitSender(sender: RTCRtpSender, receivers: number): Promise<void> {
  if (sender.track?.kind !== 'video') return;
  const parameters = sender.getParameters();
  const [encoding] = parameters.encodings;
  // Firefox has none before the connection is negotiated.
  if (!encoding) return;
  encoding.scaleResolutionDownBy = receivers < 2 ? 1 : receivers < 4 ? 2 : 3;
  encoding.maxBitrate = receivers < 2 ? 1_500_000 : receivers < 4 ? 600_000 : 300_000;
  // A connection that closes meanwhile takes no parameters any more.
  await sender.setParameters(parameters).catch(() => undefined);
}
