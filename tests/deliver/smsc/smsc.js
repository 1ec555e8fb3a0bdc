'use strict';
// An operator of SMS (SMPP 3.4) on 127.0.0.1, to test gateways against.
//
//   node smsc.js --port 2775 --control 2776 --record arrived.ndjson
//
// Each message that arrived whole is one line of the record, on disk before it is acknowledged:
//   {"to":"33639980001","from":"…","text":"…","parts":2}
// The control port takes
//   POST /mode    {"refuse":0,"delay_ms":0,"drop":false,"receipt":"DELIVRD"}
//                 refuse: an SMPP status for every submission; drop: connections are cut at each submission, after it
//                 was recorded; receipt: DELIVRD UNDELIV EXPIRED … or "" for none
//   POST /inbound {"from":"33639980001","to":"36000","text":"STOP"}: a person writes
//   GET  /state   {"arrived":12,"links":1}

const fs = require('fs');
const http = require('http');
const path = require('path');
const { createRequire } = require('module');

const options = {};
for (let i = 2; i + 1 < process.argv.length; i += 2) {
  options[process.argv[i].replace(/^--/, '')] = process.argv[i + 1];
}
// The packages may be installed elsewhere than beside this file: a build writes nothing into the source.
const smpp = createRequire(path.resolve(options.packages || __dirname, 'package.json'))('smpp');

const record = fs.openSync(options.record, 'a', 0o600);
const mode = { refuse: 0, delay_ms: 0, drop: false, receipt: 'DELIVRD' };
const links = new Set();
const parts = new Map();
let arrived = 0;
let last = 0;

/// The whole text once its last part is there, else null.
function reassembled(pdu) {
  const content = pdu.short_message;
  const text = typeof content.message === 'string' ? content.message : content.message.toString('latin1');
  const header = (content.udh || []).find((piece) => piece[0] === 0x00 && piece.length === 5);
  if (!header) {
    return { text, parts: 1 };
  }
  const [reference, total, number] = [header[2], header[3], header[4]];
  const name = `${pdu.source_addr}/${pdu.destination_addr}/${reference}/${total}`;
  const known = parts.get(name) || new Map();
  known.set(number, text);
  parts.set(name, known);
  if (known.size < total) {
    return null;
  }
  parts.delete(name);
  return { text: [...known.keys()].sort((a, b) => a - b).map((key) => known.get(key)).join(''), parts: total };
}

function keep(pdu) {
  const whole = reassembled(pdu);
  if (whole) {
    const line = { to: pdu.destination_addr, from: pdu.source_addr, text: whole.text, parts: whole.parts };
    fs.writeSync(record, JSON.stringify(line) + '\n');
    fs.fdatasyncSync(record);
    arrived += 1;
  }
}

function stamp(date) {
  return date.toISOString().replace(/[-:T]/g, '').slice(2, 12);
}

function send_receipt(link, pdu, id) {
  if (!mode.receipt || !pdu.registered_delivery || !links.has(link)) {
    return;
  }
  const now = stamp(new Date());
  const delivered = mode.receipt === 'DELIVRD';
  link.deliver_sm({
    esm_class: 0x04,
    source_addr: pdu.destination_addr,
    destination_addr: pdu.source_addr,
    short_message: `id:${id} sub:001 dlvrd:${delivered ? '001' : '000'} submit date:${now} done date:${now} ` +
      `stat:${mode.receipt} err:${delivered ? '000' : '001'} text:`,
  });
}

function on_submission(link, pdu) {
  if (mode.refuse) {
    link.send(pdu.response({ command_status: mode.refuse }));
    return;
  }
  keep(pdu);
  if (mode.drop) {
    link.close();
    return;
  }
  last += 1;
  const id = `m${process.pid}-${last}`;
  link.send(pdu.response({ message_id: id }));
  setTimeout(() => send_receipt(link, pdu, id), 5);
}

const operator = smpp.createServer((link) => {
  links.add(link);
  for (const kind of ['bind_transceiver', 'bind_transmitter', 'bind_receiver']) {
    link.on(kind, (pdu) => link.send(pdu.response()));
  }
  link.on('enquire_link', (pdu) => link.send(pdu.response()));
  link.on('unbind', (pdu) => {
    link.send(pdu.response());
    link.close();
  });
  link.on('submit_sm', (pdu) => {
    if (mode.delay_ms) {
      setTimeout(() => on_submission(link, pdu), mode.delay_ms);
    } else {
      on_submission(link, pdu);
    }
  });
  link.on('close', () => links.delete(link));
  link.on('error', () => links.delete(link));
});
operator.listen(Number(options.port), '127.0.0.1');

http.createServer((request, answer) => {
  let body = '';
  request.on('data', (bytes) => { body += bytes; });
  request.on('end', () => {
    const given = body ? JSON.parse(body) : {};
    if (request.url === '/mode') {
      Object.assign(mode, given);
    } else if (request.url === '/inbound') {
      const [link] = links;
      if (link) {
        link.deliver_sm({ source_addr: given.from, destination_addr: given.to || '36000', short_message: given.text });
      }
      answer.statusCode = link ? 200 : 503;
    }
    answer.end(JSON.stringify({ arrived, links: links.size }));
  });
}).listen(Number(options.control), '127.0.0.1');

process.on('SIGTERM', () => process.exit(0));
