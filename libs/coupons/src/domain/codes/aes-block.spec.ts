import { createCipheriv } from 'node:crypto';
import * as fc from 'fast-check';
import { encryptBlock, expandedKey } from './aes-block';

function encrypted(key: Uint8Array, block: Uint8Array): string {
  const view = new DataView(block.buffer, block.byteOffset, 16);
  const words = Uint32Array.from([0, 4, 8, 12], (at) => view.getUint32(at));
  encryptBlock(expandedKey(key), words);
  return Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
}

describe('AES-128 of one block', () => {
  it('is as FIPS 197 says, appendix B', () => {
    expect(encrypted(Buffer.from('2b7e151628aed2a6abf7158809cf4f3c', 'hex'), Buffer.from('3243f6a8885a308d313198a2e0370734', 'hex'))).toBe('3925841d02dc09fbdc118597196a0b32');
  });

  it('is what the machine\'s own cipher makes of every block under every key', () => {
    const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(fc.property(bytes, bytes, (key, block) => {
      const own = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false).update(block).toString('hex');
      expect(encrypted(Uint8Array.from(key), Uint8Array.from(block))).toBe(own);
    }), { numRuns: 500 });
  });
});
