// Entry of `voldaan/element` where pages are rendered on a server: the class is there to import, without an engine, and defines nothing.

export class VoldaanCalculator {}
