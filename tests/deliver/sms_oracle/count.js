// Counts SMS: one JSON string a line comes in, `coding units segments` a line goes out.
const { SegmentedMessage } = require('sms-segments-calculator');
const lines = require('fs').readFileSync(0, 'utf8').split('\n').filter((line) => line.length > 0);
for (const line of lines) {
  const message = new SegmentedMessage(JSON.parse(line));
  const gsm = message.encodingName === 'GSM-7';
  const units = message.encodedChars.reduce((sum, char) => sum + char.codeUnits.length, 0);
  console.log(`${gsm ? 'gsm7' : 'ucs2'} ${units} ${units === 0 ? 0 : message.segmentsCount}`);
}
