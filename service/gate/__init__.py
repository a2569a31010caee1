"""The one gate: under which names the service answers, who may do what, and from where forms are taken."""
