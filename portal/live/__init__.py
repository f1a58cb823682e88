"""The hub: what changes on a page reaches everyone who has it open.

- A subject registers a kind of room (`rooms.register_kind`) and tells its changes (`actions.tell`).
- A page says which room it shows (`Kind.entrance`); `static/js/live.js` does the rest in the browser.
- A change is a row with the room's next number, written with what it tells of. Pushes are only quick: what
  is dropped on the way is found in the table.
"""
