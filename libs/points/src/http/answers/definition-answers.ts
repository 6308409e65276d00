import { IsBoolean, IsInt, Min } from 'class-validator';
import { DefineWalletDto, IsId, IsListOf, PublishProgramDto } from '@loyalty/contracts';

export class WalletDefinedDto {
  @IsId() wallet!: string;
  @IsInt() @Min(1) version!: number;
}

/** The wallet as it was defined. */
export class WalletDto extends DefineWalletDto {
  @IsId() wallet!: string;
  @IsInt() @Min(1) version!: number;
}

export class WalletsDto {
  @IsListOf(() => WalletDto, 10_000, 0) items!: WalletDto[];
}

export class ProgramPublishedDto {
  @IsId() programId!: string;
  @IsInt() @Min(1) version!: number;
}

export class ProgramEndedDto {
  @IsId() programId!: string;
}

/** The programme as it was published. */
export class ProgramDto extends PublishProgramDto {
  @IsId() programId!: string;
  @IsInt() @Min(1) version!: number;
  @IsBoolean() ended!: boolean;
}

export class ProgramsDto {
  @IsListOf(() => ProgramDto, 10_000, 0) items!: ProgramDto[];
}
