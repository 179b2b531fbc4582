"""The smallest content root that reads without a problem: each file's name and text."""

FILES = {
    "mkdocs.yml": "site_name: Prøve\n",
    "content/organisation.yml": (
        "name: Prøveforvaltningen\nshort_name: PF\nmunicipality: Prøve Kommune\n"
        "address: Prøvegade 1\nphone: '12345678'\nweb: prøve.example\n"
    ),
    "content/areas.yml": "- {id: ydelse, title: Ydelse, about: Om ydelse}\n",
    "content/target_groups.yml": "- {id: kontanthjaelp, title: Borgere på kontanthjælp}\n",
    "content/contacts/ydelsesservice.yml": "id: ydelsesservice\nname: Ydelsesservice\nabout: Udbetaler hjælp\n",
    "content/systems/fasit.yml": "id: fasit\nname: Fasit\nabout: Fagsystem\nstatus: in_use\n",
    "content/forms/ab-201.yml": "id: ab-201\nname: Tilbud\nabout: Tilbud om praktik\nstatus: retired\n",
    "procedures/ydelse/udeblivelse.md": """---
title: Borgeren udebliver
owner: ydelsesservice
systems: [fasit]
letters: [partshoering]
---
Sådan gør du.

## Trin

### Skriv i journalen {#journal}

- Hvem: jobkonsulenten
- System: fasit
- Registreres: udeblivelse (fasit); notat
- Frist: inden kl. 10 næste dag
- Næste: #hoer

Skriv kort, hvad der skete.

### Hør borgeren {#hoer}

- Brev: partshoering
- Blanket: ab-201
- Lov: forvaltningsloven § 19; LAS § 13

## Husk

Ring først.
""",
    "letter_templates/partshoering/letter.md": """---
title: Partshøring
kind: partshoering
audience: borger
channels: [digital_post]
owner: Ydelsesservice
fields:
  navn: {type: text, label: Navn, example: Anna Prøvesen}
---
# Fortæl os, hvorfor du ikke kom

Kære {{ navn }}
""",
    "letter_templates/partshoering/cases/anna.yml": "about: Anna\nvalues:\n  navn: Anna Prøvesen\n",
}
