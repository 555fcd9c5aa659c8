// A deployed backend answers when it is warm: what is slow is reported by bench/, not by a time-out.
jest.setTimeout(120_000);
