"""Words that are too common to be required, in six languages, in their usual spelling.

They are dropped from queries only, and only if the query has other words. The index keeps them, so that phrases match.
Words that mean something to the field in another language are left out on purpose ("mine", "car").
"""

STOPWORDS: dict[str, str] = {
    "en": """a an and are as at be been but by can could did do does for from had has have how i if in into is
        it its may might must my of on or our should so some such than that the their them then there these
        they this those to was we were what when where which while who whom why will with would you your""",
    "fr": """à au aux avec ce ces cet cette comment dans de des du elle elles en est et eu il ils je la le les
        leur leurs lors mais ne nos notre nous on ont ou où par pas pour pourquoi qu quand que quel quelle
        quelles quels qui quoi sa se ses son sont sur un une vos votre vous y été être""",
    "es": """a al como con cómo cual cuál cuando cuándo de del donde dónde e el ella ellas ellos en entre era
        es esta estas este estos esto fue ha han hay la las le les lo los más ni nos o para pero por porque
        que qué quien quién se ser si sin su sus también un una uno unos unas y ya""",
    "ru": """а без бы был была были было быть в во все для до его ее если ещё же за и из или им их к как какие
        какой когда который ко кто ли мы на не но о об он она они от по при с со так также там то того тоже
        только у уже чем что чтобы эта эти это этот""",
    "ar": """في من على إلى الى عن مع هذا هذه ذلك تلك التي الذي الذين أن إن أو ثم كان كانت ما ماذا لا لم لن هو
        هي هم كيف أين متى هل قد كل بين بعد قبل عند حتى كما و""",
    "zh": "的 了 和 在 是 与 及 或 对 为 以 于 有 这 那 我们 他们 如何 什么 怎么 怎样 哪些 以及",
}
