"""The network: a BERT encoder with token features, two label heads and six links; and its losses."""
import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

import labels
from documents import NO_NAME, NO_TARGET

CLS, SEP = 101, 102  # of BERT's uncased vocabulary
SIZE = dict(layers=12, width=384, heads=12, ffn=1536, pieces=30522, positions=128, link_width=64)
SIDE = 16  # distance buckets on each side


class Layer(nn.Module):
    """A transformer layer, norms after the sums."""

    def __init__(self, width, heads, ffn, dropout):
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, ffn), nn.Linear(ffn, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)

    def forward(self, x, mask):
        b, n, width = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(b, n, width)
        x = self.norm1(x + F.dropout(self.out(a), self.dropout, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), self.dropout, self.training))


class Network(nn.Module):
    """The whole model. forward gives the label scores and link scores of each token of a batch."""

    def __init__(self, size=SIZE, dropout=0.1):
        super().__init__()
        self.size, self.dropout, width = size, dropout, size["width"]
        self.short = False  # whether the layers multiply in bfloat16 while they are trained
        self.word = nn.Embedding(size["pieces"], width, sparse=True)
        self.position = nn.Embedding(size["positions"], width)
        self.token_type = nn.Parameter(torch.zeros(width))
        self.case, self.quote, self.start = nn.Embedding(6, width), nn.Embedding(4, width), nn.Embedding(3, width)
        for e in (self.case, self.quote, self.start):
            nn.init.normal_(e.weight, std=0.005)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, size["heads"], size["ffn"], dropout) for _ in range(size["layers"]))
        self.attribution, self.mention = nn.Linear(width, len(labels.ATTRIBUTION)), nn.Linear(width, len(labels.MENTION))
        self.crf_start = nn.Parameter(torch.zeros(len(labels.ATTRIBUTION)))
        self.crf_transition = nn.Parameter(torch.zeros(len(labels.ATTRIBUTION), len(labels.ATTRIBUTION)))
        k = len(labels.LINKS)
        self.query, self.key = nn.Linear(width, k * size["link_width"]), nn.Linear(width, k * size["link_width"])
        self.none, self.distance = nn.Linear(width, k), nn.Parameter(torch.zeros(k, 2 * SIDE + 1))
        names, bad = labels.ATTRIBUTION, -1e4
        self.register_buffer("bad_start", torch.tensor([bad * labels.impossible(None, b) for b in names]))
        self.register_buffer("bad_transition", torch.tensor([[bad * labels.impossible(a, b) for b in names] for a in names]))

    def load_base(self, path):
        """Takes the encoder's weights from a BERT checkpoint in safetensors."""
        w = {k.removeprefix("bert."): v.float() for k, v in load_file(path).items()}
        e = "embeddings."
        with torch.no_grad():
            self.word.weight.copy_(w[e + "word_embeddings.weight"])
            self.position.weight.copy_(w[e + "position_embeddings.weight"][: self.size["positions"]])
            self.token_type.copy_(w[e + "token_type_embeddings.weight"][0])
            self.norm.weight.copy_(w[e + "LayerNorm.weight"])
            self.norm.bias.copy_(w[e + "LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                get = lambda name, i=i: (w[f"encoder.layer.{i}.{name}.weight"], w[f"encoder.layer.{i}.{name}.bias"])
                qkv = [get("attention.self." + x) for x in ("query", "key", "value")]
                layer.qkv.weight.copy_(torch.cat([x[0] for x in qkv]))
                layer.qkv.bias.copy_(torch.cat([x[1] for x in qkv]))
                for module, name in ((layer.out, "attention.output.dense"), (layer.norm1, "attention.output.LayerNorm"), (layer.up, "intermediate.dense"), (layer.down, "output.dense"), (layer.norm2, "output.LayerNorm")):
                    weight, bias = get(name)
                    module.weight.copy_(weight)
                    module.bias.copy_(bias)

    def encode(self, b):
        """The vectors of the tokens' first pieces."""
        x = self.word(b["ids"]) + self.position.weight[: b["ids"].shape[1]] + self.token_type
        x = self.norm(x + self.case(b["case"]) + self.quote(b["quote"]) + self.start(b["start"]))
        x = F.dropout(x, self.dropout, self.training)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.short and self.training):
            for layer in self.layers:
                x = layer(x, b["mask"])
        return x.gather(1, b["first"][:, :, None].expand(-1, -1, x.shape[2]))

    def link_scores(self, h, present):
        """Scores [batch, link, token, token + none]."""
        b, n, _ = h.shape
        k, width = len(labels.LINKS), self.size["link_width"]
        q, key = self.query(h).view(b, n, k, width).transpose(1, 2), self.key(h).view(b, n, k, width).transpose(1, 2)
        scores = q @ key.transpose(2, 3) / width**0.5 + self.distance[:, buckets(n)]
        scores = scores.masked_fill(~present[:, None, None, :], -1e4)
        return torch.cat([scores, self.none(h).transpose(1, 2)[..., None]], -1)

    def forward(self, b):
        h = self.encode(b)
        return self.attribution(h), self.mention(h), self.link_scores(h, b["present"])

    def crf(self):
        """(start, transition) scores, impossible ones at -1e4 or below."""
        return self.crf_start + self.bad_start, self.crf_transition + self.bad_transition

    def crf_loss(self, scores, tags, known, present):
        """Minus the log likelihood of each window's known labels: of all label sequences that agree with them."""
        start, transition = self.crf_start, self.crf()[1]  # a window may begin inside a span
        z = forward_sum(scores, start, transition, present)
        allowed = F.one_hot(tags.clamp(min=0), scores.shape[2]).bool() | ~known[..., None]
        return z - forward_sum(scores.masked_fill(~allowed, -1e6), start, transition, present)


def forward_sum(scores, start, transition, present):
    """The log of the sum over label sequences, one a window."""
    a = scores[:, 0] + start
    for t in range(1, scores.shape[1]):
        b = torch.logsumexp(a[:, :, None] + transition, 1) + scores[:, t]
        a = torch.where(present[:, t, None], b, a)
    return torch.logsumexp(a, 1)


def buckets(n):
    """The distance bucket of each (from, to) in a window of n tokens: exact below 8, then two a doubling."""
    i = torch.arange(n)
    d = i[None] - i[:, None]
    far = (8 + torch.log2(d.abs().clamp(min=1).float() / 8) * 2).long().clamp(max=SIDE)
    return torch.sign(d) * torch.where(d.abs() < 8, d.abs(), far) + SIDE


def batch(items):
    """Tensors of windows [(document, first, end, attribution labels, links)]; the last two may be None."""
    pieces = [[p for word in d.pieces[a:b] for p in word] for d, a, b, *_ in items]
    rows, length, tokens = len(items), max(map(len, pieces)) + 2, max(b - a for _, a, b, *_ in items)
    zeros = lambda *shape: torch.zeros(*shape, dtype=torch.long)
    out = {k: zeros(rows, length) for k in ("ids", "case", "quote", "start")}
    out |= {"first": zeros(rows, tokens), "attribution": torch.full((rows, tokens), NO_TARGET), "mention": torch.full((rows, tokens), NO_TARGET)}
    out |= {"weight": torch.zeros(rows, tokens), "links": torch.full((rows, len(labels.LINKS), tokens), NO_TARGET)}
    mask, present = torch.zeros(rows, length, dtype=torch.bool), torch.zeros(rows, tokens, dtype=torch.bool)
    for r, (d, a, b, tags, links) in enumerate(items):
        n, w = len(pieces[r]), b - a
        count = torch.tensor([len(p) for p in d.pieces[a:b]])
        first = torch.cumsum(count, 0) - count + 1
        out["ids"][r, : n + 2] = torch.tensor([CLS] + pieces[r] + [SEP])
        mask[r, : n + 2], present[r, :w], out["first"][r, :w] = True, True, first
        out["case"][r, 1 : n + 1] = torch.repeat_interleave(torch.tensor(d.case[a:b]), count)
        out["quote"][r, 1 : n + 1] = torch.repeat_interleave(torch.tensor(d.quote[a:b]), count)
        out["start"][r, first] = torch.tensor(d.start[a:b])
        if tags:
            out["attribution"][r, :w] = torch.tensor(tags[a:b])
        if d.mention:
            out["mention"][r, :w] = torch.tensor(d.mention[a:b])
            out["weight"][r, :w] = torch.tensor(d.weights[a:b])
        for k, kind in enumerate(labels.LINKS):
            target = (links or {}).get(kind) or d.links.get(kind)
            if target:
                t = torch.tensor(target[a:b])
                inside = (t >= a) & (t < b)
                out["links"][r, k, :w] = torch.where(t == NO_TARGET, t, torch.where(inside, t - a, tokens))
    return out | {"mask": mask[:, None, None, :], "present": present, "count": int(mask.sum())}


# What the losses weigh, and the least number of targets that a batch's sum is divided by.
LINK_WEIGHTS = {"content-cue": 0.1, "source-cue": 0.1, "cue-source": 0.05, "mention-first": 0.03, "mention-last": 0.03, "antecedent": 0.06}
LINK_FLOOR = {"content-cue": 300, "source-cue": 40, "cue-source": 20, "mention-first": 60, "mention-last": 60, "antecedent": 60}
MENTION_WEIGHT = 0.4


NAMES = [labels.M[t + "-name"] for t in ("person", "organization", "place")]


def mention_loss(scores, target):
    """Minus the log likelihood of each token's mention label, or of its being no name; 0 where nothing is known."""
    logs = scores.log_softmax(-1)
    loss = F.nll_loss(logs.flatten(0, 1), target.clamp(min=0).flatten(), reduction="none").view(target.shape)
    other = [k for k in range(scores.shape[-1]) if k not in NAMES]
    return torch.where(target >= 0, loss, torch.where(target == NO_NAME, -logs[..., other].logsumexp(-1), 0.0))


def losses(net, b):
    """The weighted losses of a batch: attribution, mention and each link; their sum is what is trained."""
    attribution, mention, links = net(b)
    words = b["present"].sum()
    known = b["attribution"] >= 0
    rows = known.any(1)
    out = {"attribution": net.crf_loss(attribution[rows], b["attribution"][rows], known[rows], b["present"][rows]).sum() / words if rows.any() else attribution.sum() * 0}
    out["mention"] = MENTION_WEIGHT * (mention_loss(mention, b["mention"]) * b["weight"]).sum() / words
    for k, kind in enumerate(labels.LINKS):
        r, t = (b["links"][:, k] != NO_TARGET).nonzero(as_tuple=True)
        if len(r):
            loss = F.cross_entropy(links[r, k, t], b["links"][r, k, t], reduction="sum")
            out[kind] = LINK_WEIGHTS[kind] * loss / max(len(r), LINK_FLOOR[kind])
    return out
