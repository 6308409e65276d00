import { generateKeyPairSync } from 'node:crypto';
import { checkpointBody, decodeVerifyingKey, encodeVerifyingKey, generateSigningKey, openCheckpoint, parseCheckpoint, signCheckpoint, signingKeyFromPem, verifyingKeyOf, type Checkpoint } from './checkpoint';

const ROOT = Buffer.from('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=', 'base64');
const checkpoint: Checkpoint = { origin: 'ledger.example/0123456789abcdef0123456789abcdef', size: 20_852_163, root: ROOT, extensions: ['2026-01-31T23:00:00.000Z'] };
const refused = (code: string) => expect.objectContaining({ code, category: 'validation' });

describe('the text of a checkpoint', () => {
  it('has the lines of C2SP tlog-checkpoint', () => {
    expect(checkpointBody(checkpoint)).toBe('ledger.example/0123456789abcdef0123456789abcdef\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n2026-01-31T23:00:00.000Z\n');
    expect(checkpointBody({ ...checkpoint, size: 0, extensions: [] })).toBe('ledger.example/0123456789abcdef0123456789abcdef\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n');
  });

  it('reads the example of the specification', () => {
    const note = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n';
    expect(parseCheckpoint(note)).toEqual({ origin: 'example.com/behind-the-sofa', size: 20_852_163, root: ROOT, extensions: [] });
  });

  it.each([
    ['an origin of two lines', { origin: 'a\n99' }],
    ['no origin', { origin: '' }],
    ['a negative size', { size: -1 }],
    ['a size that is no integer', { size: 1.5 }],
    ['a size beyond exact numbers', { size: 2 ** 53 }],
    ['a root of 31 bytes', { root: ROOT.subarray(1) }],
    ['an empty extension', { extensions: [''] }],
    ['an extension of two lines', { extensions: ['a\nb'] }],
    ['a control character', { extensions: ['a\tb'] }],
  ])('is not made with %s', (_, over) => {
    expect(() => signCheckpoint({ ...checkpoint, ...over }, generateSigningKey('k').key)).toThrow(refused('checkpoint_malformed'));
  });
});

describe('a signed note', () => {
  const { key } = generateSigningKey('ledger.example');
  const verifying = verifyingKeyOf(key);
  const note = signCheckpoint(checkpoint, key);

  it('is the text, an empty line and a signature line of 4 and 64 bytes', () => {
    const [text, signature] = note.split('\n\n');
    expect(`${text}\n`).toBe(checkpointBody(checkpoint));
    expect(signature).toMatch(/^\u2014 ledger\.example [A-Za-z0-9+/]{91}=\n$/);
    const bytes = Buffer.from(signature!.split(' ')[2]!, 'base64');
    expect([bytes.length, bytes.subarray(0, 4).toString('hex')]).toEqual([68, encodeVerifyingKey(verifying).split('+')[1]]);
  });

  it('opens with its key and says what was signed', () => {
    expect(openCheckpoint(note, verifying)).toEqual(checkpoint);
    expect(openCheckpoint(signCheckpoint({ ...checkpoint, size: 0, extensions: [] }, key), verifying).size).toBe(0);
  });

  it('does not open when any character of its text or any byte of its signature was changed', () => {
    for (let i = 0; i < checkpointBody(checkpoint).length; i += 1) {
      const changed = note.slice(0, i) + (note[i] === 'x' ? 'y' : 'x') + note.slice(i + 1);
      expect(() => openCheckpoint(changed, verifying)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^(signature_invalid|checkpoint_malformed)$/) }));
    }
    const [before, signature] = [note.slice(0, note.lastIndexOf(' ') + 1), Buffer.from(note.slice(note.lastIndexOf(' ') + 1), 'base64')];
    for (let i = 0; i < 68; i += 1) {
      const bytes = Buffer.from(signature);
      bytes[i]! ^= 1;
      expect(() => openCheckpoint(`${before}${bytes.toString('base64')}\n`, verifying)).toThrow(refused('signature_invalid'));
    }
    for (const length of [0, 3, 4, 67, 69]) expect(() => openCheckpoint(`${before}${Buffer.alloc(length, signature).toString('base64') || 'AA=='}\n`, verifying)).toThrow(refused('signature_invalid'));
  });

  it('does not open with another key, not even one of the same name, nor under another name', () => {
    expect(() => openCheckpoint(note, verifyingKeyOf(generateSigningKey('ledger.example').key))).toThrow(refused('signature_invalid'));
    expect(() => openCheckpoint(note, { ...verifying, name: 'other.example' })).toThrow(refused('signature_invalid'));
    expect(() => openCheckpoint(note.replace('\u2014 ledger.example', '\u2014 other.example'), verifying)).toThrow(refused('signature_invalid'));
  });

  it('may carry the signatures of others, before and after', () => {
    const witness = signCheckpoint(checkpoint, generateSigningKey('witness.example').key).split('\n\n')[1]!;
    const [text, own] = note.split('\n\n');
    for (const both of [`${text}\n\n${own}${witness}`, `${text}\n\n${witness}${own}`]) expect(openCheckpoint(both, verifying)).toEqual(checkpoint);
    expect(openCheckpoint(`${text}\n\n${witness.repeat(15)}${own}`, verifying)).toEqual(checkpoint);
    expect(() => openCheckpoint(`${text}\n\n${witness}`, verifying)).toThrow(refused('signature_invalid'));
  });

  it.each([
    ['nothing', ''],
    ['no signature', checkpointBody(checkpoint)],
    ['an empty line but no signature', `${checkpointBody(checkpoint)}\n`],
    ['a hyphen for the dash', note.replace('\u2014', '-')],
    ['no newline at its end', note.slice(0, -1)],
    ['an empty line at its end', `${note}\n`],
    ['something else among the signatures', `${note}hello\n`],
    ['Windows line ends', note.replaceAll('\n', '\r\n')],
  ])('with %s is checkpoint_malformed', (_, text) => {
    expect(() => openCheckpoint(text, verifying)).toThrow(refused('checkpoint_malformed'));
    expect(() => parseCheckpoint(text)).toThrow(refused('checkpoint_malformed'));
  });

  it.each([
    ['a size with a leading zero', 'o\n020\nROOT\n'],
    ['a size that is no number', 'o\n2e3\nROOT\n'],
    ['a size beyond exact numbers', 'o\n9007199254740993\nROOT\n'],
    ['a root of 31 bytes', 'o\n1\nxRhqkYY+jh2QyAgBSqib9dqOPuHZ8HYw8DePaPGrYg==\n'],
    ['a root in another alphabet', 'o\n1\nCsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=\n'],
    ['a root with stray characters', 'o\n1\nCsUYapGGPo4dkMgI AUqom/Xajj7h2fB2MPA3j2jxq2I=\n'],
    ['no origin', '\n1\nROOT\n'],
    ['two lines', 'o\n1\n'],
    ['an empty line among its extensions', 'o\n1\nROOT\n\nx\n'],
  ])('whose text has %s is checkpoint_malformed', (_, text) => {
    expect(() => parseCheckpoint(`${text.replace('ROOT', ROOT.toString('base64'))}\n${note.split('\n\n')[1]}`)).toThrow(refused('checkpoint_malformed'));
  });
});

describe('keys', () => {
  it('go through their text forms and back', () => {
    const { key, pem } = generateSigningKey('ledger.example/0123');
    const text = encodeVerifyingKey(verifyingKeyOf(key));
    expect(text).toMatch(/^ledger\.example\/0123\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/);
    expect(openCheckpoint(signCheckpoint(checkpoint, signingKeyFromPem(key.name, pem)), decodeVerifyingKey(`${text}\n`))).toEqual(checkpoint);
  });

  it('read the example of golang.org/x/mod/sumdb/note, and its note is found to be signed', () => {
    const neumann = decodeVerifyingKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    const note = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    expect(encodeVerifyingKey(neumann)).toBe('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    // Signed, but no checkpoint: the signature is looked at first.
    expect(() => openCheckpoint(note, neumann)).toThrow(refused('checkpoint_malformed'));
    expect(() => openCheckpoint(note.replace('problem is', 'problem was'), neumann)).toThrow(refused('signature_invalid'));
  });

  it('round trip 300 times, whatever characters base64 brings', () => {
    for (let i = 0; i < 300; i += 1) {
      const key = { name: 'k', publicKey: generateKeyPairSync('ed25519').publicKey };
      expect(decodeVerifyingKey(encodeVerifyingKey(key)).publicKey.equals(key.publicKey)).toBe(true);
    }
  });

  it.each([
    ['nothing', ''],
    ['another id', 'PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
    ['another name', 'PeterNewmann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
    ['another algorithm', 'PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
    ['half a key', 'PeterNeumann+c74f20a3+ARpc2QcUPDhM'],
    ['a space in its name', 'Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
  ])('that have %s are key_malformed', (_, text) => {
    expect(() => decodeVerifyingKey(text)).toThrow(refused('key_malformed'));
  });

  it.each(['', 'two words', 'a+b', 'line\nbreak', 'no\u00a0break'])('are not made under a name that no note can carry: %j', (name) => {
    expect(() => generateSigningKey(name)).toThrow(refused('key_name_invalid'));
    expect(() => signCheckpoint(checkpoint, { ...generateSigningKey('k').key, name })).toThrow(refused('key_name_invalid'));
  });
});
