"""Delayed discharge bed days of people living in Scottish Borders, as first published.

Adults aged 18 and over, all reasons for delay. Source: Public Health Scotland, Delayed discharges
in NHSScotland monthly, bed days by council area, up to August 2025; Open Government Licence.
"""

BORDERS = """
            Apr    May    Jun    Jul    Aug    Sep    Oct    Nov    Dec    Jan    Feb    Mar
    2022/23   .      .      .      .      .  2,108  2,217  2,297  2,013  1,956  1,951  1,971
    2023/24 1,942  2,247  2,149  2,472  2,568  2,701  2,705  2,348  2,408  2,155  1,949  2,262
    2024/25 2,176  2,024  2,303  2,398  2,314  2,132  2,678  2,452  2,257  2,233  1,906  2,143
    2025/26 1,907  1,880  1,977  2,038  1,827    .      .      .      .      .      .      .
"""

FIRST_MONTH = "2022-09"


def borders_bed_days() -> list[int]:
    """The 36 months in order, September 2022 to August 2025."""
    _, *years = (line.split() for line in BORDERS.strip().splitlines())
    return [int(cell.replace(",", "")) for _, *cells in years for cell in cells if cell != "."]
