"""A validated week of invented people, at any size: the files that `passerelle send` reads."""

import hashlib
import json
import os

WEEK = "2026-W48"
ISSUE = "2026-W48-1"


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def item(number, rank):
    """One offer of a list, as `passerelle week` writes it."""
    offer = f"T{number:05}{'ABC'[rank - 1]}"
    return offer, (
        f'{{"rank":{rank},"offer":"{offer}","also":[],"score":0.8000,'
        '"parts":[{"name":"occupation","value":1,"weight":0.8,"contribution":0.8000}],'
        '"matched":[],"missing":[],"to_check":[],"warnings":[],'
        '"travel":{"minutes":15,"mode":"walk","estimated":true},'
        f'"show":{{"title":"Aide de cuisine n° {number}","employer":"Cantine des Tilleuls","place":"45 - Orléans",'
        '"contract":"CDD 6 mois","hours":"24 h","pay":null},'
        f'"apply":{{"how":"phone","value":"01 99 00 {number // 100 % 100:02} {number % 100:02}"}},'
        '"why":"Vous savez cuisiner. C\'est à 15 minutes à pied."}')


def list_line(number, issue):
    """A line of lists.ndjson, its sha256, and its offers with theirs."""
    items = [item(number, rank) for rank in (1, 2)]
    counts = '"counts":{"considered":2,"eligible":2,"excluded":{}}'
    head = f'{{"week":"{WEEK}","issue":"{issue}","person":"P-{number:05}",'
    tail = f'"status":"proposed","offers":[{",".join(text for _, text in items)}],"nearly":[],{counts}}}'
    digest = sha256(head + tail)
    return f'{head}"list":"{digest}",{tail}', digest, [(offer, sha256(text)) for offer, text in items]


def phone(number):
    """Of the numbers kept for fiction: 06 39 98 00 00 to 06 39 98 99 99."""
    return f"06 39 98 {number // 100 % 100:02} {number % 100:02}"


def contact(number, channel):
    return {
        "person": f"P-{number:05}", "first_name": "Camille", "phone": phone(number),
        "email": f"p{number:05}@example.org", "channel": channel, "address_form": "vous", "language": "fr",
        "reads_french": True, "shared_phone": False, "discreet": False,
        "consent": [{"purpose": "offers", "channel": channel, "given_at": "2026-09-18", "withdrawn_at": None,
                     "proof": "formulaire signé"}]}


def write_week(folder, messages, emails, issue=ISSUE):
    """lists.ndjson, contacts.ndjson and the validations of a référent (events.ndjson)."""
    with open(os.path.join(folder, "lists.ndjson"), "w", encoding="utf-8") as lists, \
         open(os.path.join(folder, "contacts.ndjson"), "w", encoding="utf-8") as contacts, \
         open(os.path.join(folder, "events.ndjson"), "w", encoding="utf-8") as events:
        for number in range(messages):
            line, digest, offers = list_line(number, issue)
            lists.write(line + "\n")
            contacts.write(json.dumps(contact(number, "email" if number < emails else "sms")) + "\n")
            for offer, shown in offers:
                events.write(json.dumps({
                    "id": sha256(f"validated {issue} {number} {offer}"), "at": "2026-11-23T08:00:00Z",
                    "by": {"kind": "referent", "id": "R-07"}, "person": f"P-{number:05}", "offer": offer,
                    "list": digest, "type": "validated", "value": shown, "reason": "", "valid_until": None}) + "\n")
